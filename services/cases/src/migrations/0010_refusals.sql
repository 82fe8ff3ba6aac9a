-- What channel services could not read (feedback.refused), until people have it read again or say that nothing is to be
-- read. The original stays sealed.
create table refusal (
  refused_id uuid primary key,
  source_id text not null,
  channel text not null,
  received_at timestamptz not null,
  format text not null,
  -- of the last reading
  reasons jsonb not null,
  -- only its beginning is kept, so nobody can read it again
  truncated boolean not null,
  -- feedback.refused as it came; null some time after it was closed
  event json,
  state text not null default 'open' check (state in ('open', 'replayed', 'dismissed')),
  closed_at timestamptz,
  feedback_ids uuid[] not null default '{}',
  -- the replay under way; sent once Kafka has it
  replay_id uuid,
  replay_requested_at timestamptz,
  replay_sent_at timestamptz,
  check ((state = 'open') = (closed_at is null))
);
create index refusal_received on refusal (received_at, refused_id);
create index refusal_open on refusal (received_at, refused_id) where state = 'open';
create index refusal_to_send on refusal (replay_requested_at) where replay_id is not null and replay_sent_at is null;
create index refusal_to_forget on refusal (closed_at) where closed_at is not null and event is not null;

-- Who did what with a refusal, and what came of it; never changed.
create table refusal_history (
  refused_id uuid not null references refusal,
  entry bigint generated always as identity,
  at timestamptz not null,
  kind text not null check (kind in ('replay-requested', 'replayed', 'refused-again', 'dismissed')),
  by_id text,
  by_name text,
  data jsonb not null,
  primary key (refused_id, entry)
);
