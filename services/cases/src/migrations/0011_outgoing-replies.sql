-- Replies on their way out through the channel of their feedback; `unknown` ones are failed too. Once delivered they stand
-- in `reply` as well.
create table outgoing_reply (
  reply_id uuid primary key,
  feedback_id uuid not null,
  text text not null,
  by_id text not null,
  by_name text not null,
  requested_at timestamptz not null,
  state text not null default 'requested' check (state in ('requested', 'delivered', 'failed')),
  -- why it failed
  reason text,
  attempts int,
  settled_at timestamptz
);
create index outgoing_reply_open on outgoing_reply (requested_at) where state = 'requested';
