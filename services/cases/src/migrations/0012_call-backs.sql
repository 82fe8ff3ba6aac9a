-- Replies that a person gives on the phone: one task for each such outgoing_reply, open until somebody has spoken with the
-- customer or gives up. The customer's number is not here: it stays sealed with the feedback.
create table call_back (
  reply_id uuid primary key references outgoing_reply,
  feedback_id uuid not null,
  source_id text not null,
  -- what the contact centre calls the call that the customer made
  external_id text,
  requested_at timestamptz not null,
  due_at timestamptz not null,
  state text not null default 'open' check (state in ('open', 'spoken', 'given-up')),
  -- calls so far, the one that reached the customer included
  attempts int not null default 0,
  last_tried_at timestamptz,
  -- of the call that reached the customer
  call_id text,
  spoken_at timestamptz,
  -- why somebody gave up
  reason text,
  closed_at timestamptz,
  closed_by_id text,
  closed_by_name text,
  check ((state = 'open') = (closed_at is null)),
  check ((state = 'spoken') = (spoken_at is not null))
);
create index call_back_by_state on call_back (state, due_at, reply_id);

-- Who did what about a call-back; never changed.
create table call_back_history (
  reply_id uuid not null references call_back,
  entry bigint generated always as identity,
  at timestamptz not null,
  kind text not null check (kind in ('not-reached', 'spoken', 'given-up')),
  by_id text not null,
  by_name text not null,
  data jsonb not null,
  primary key (reply_id, entry)
);
