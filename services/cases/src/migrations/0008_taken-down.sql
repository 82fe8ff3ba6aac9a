-- What its source shows no more, once for each feedback. It may be told before the feedback arrives.
create table taken_down (
  feedback_id uuid primary key,
  deleted_at timestamptz not null,
  observed_at timestamptz not null,
  -- false while its feedback has not arrived or has no end yet
  settled boolean not null default false
);
create index taken_down_waiting on taken_down (feedback_id) where not settled;
