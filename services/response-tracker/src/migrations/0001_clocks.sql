-- What the tracker knows (case_fact), what it promised (clock_event, the record; clock, its projection), and what it
-- has to say beside a rate (refused, parked). No text and no contact data of a customer is kept here.

-- From when on which policy holds for promises that start. Rows are only added.
create table policy (
  applies_from timestamptz primary key,
  version text not null,
  document jsonb not null,
  recorded_at timestamptz not null default now()
);

-- Every change of a case, once, whatever its order of arrival.
create table case_fact (
  case_id uuid not null,
  case_version integer not null,
  changed_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  -- The feedback the change is about, where there is one: finds the case of a feedback.
  feedback_id uuid,
  data jsonb not null,
  primary key (case_id, case_version)
);
create index case_fact_feedback on case_fact (feedback_id) where feedback_id is not null;

create table clock (
  clock_id uuid primary key,
  case_id uuid not null,
  customer_key text not null,
  promise text not null,
  feedback_id uuid not null,
  revision integer not null,
  channel text not null,
  source_id text not null,
  branch text,
  state text not null,
  started_at timestamptz not null,
  due_at timestamptz not null,
  thresholds integer[] not null,
  warned integer[] not null,
  fulfilled_at timestamptz,
  reply_id uuid,
  policy_version text not null,
  sequence integer not null,
  -- When time alone changes the clock next: a warning or the breach. Null when it has ended.
  wake_at timestamptz
);
create index clock_case on clock (case_id);
-- The table of due times that the sweep reads.
create index clock_wake on clock (wake_at) where wake_at is not null;
-- Unanswered promises by due time: those due later are running, the others missed.
create index clock_unanswered on clock (due_at, clock_id) where state in ('running', 'missed');
-- Cohorts of the response rate.
create index clock_started on clock (started_at) include (channel, state, due_at);

create table clock_event (
  clock_id uuid not null,
  sequence integer not null,
  kind text not null,
  -- The clock's state after this event.
  state text not null,
  effective_at timestamptz not null,
  recorded_at timestamptz not null,
  policy_version text not null,
  data jsonb not null,
  -- Order for readers of the stream only; not part of what an event says.
  position bigint generated always as identity,
  primary key (clock_id, sequence)
);
create unique index clock_event_position on clock_event (position);

create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger clock_event_append_only before update or delete on clock_event
  for each row execute function refuse_change();
create trigger clock_event_not_truncated before truncate on clock_event
  for each statement execute function refuse_change();

-- What was refused at the edge and waits for someone to mend it.
create table refused (
  refused_id uuid primary key,
  source_id text not null,
  channel text not null,
  received_at timestamptz not null,
  closed_at timestamptz
);
create index refused_open on refused (received_at) where closed_at is null;

-- What a service could not handle: one row for each record of its parked topic, ended when its replay is over.
create table parked (
  consumer_group text not null,
  record_offset bigint not null,
  event_id text not null,
  -- The feedback that waits, where the message is about one and could be read.
  feedback_id uuid,
  parked_at timestamptz not null,
  ended_at timestamptz,
  primary key (consumer_group, record_offset)
);

create table outbox (
  id bigint generated always as identity primary key,
  lane smallint not null,
  topic text not null,
  key bytea,
  value bytea,
  headers jsonb not null,
  written_at timestamptz not null default now(),
  refused text
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 50000);
