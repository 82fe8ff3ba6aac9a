-- Every kind of promise, a hash chain for each clock, sealed checkpoints, and the figures kept as rollups.
-- The clocks of 0001 have no chain. They are dropped and made again from the facts, which are all kept: `recordedAt` of
-- their events is then the time of this migration, because no earlier record of them can be proved.

drop table clock;
drop table clock_event;

create table clock (
  clock_id uuid primary key,
  case_id uuid not null,
  -- Whose promise it is; empty where it is the case's. Never in an event.
  customer_key text not null,
  promise text not null,
  term text not null,
  instance integer not null,
  feedback_id uuid not null,
  channel text not null,
  source_id text not null,
  branch text,
  product text not null,
  cause text not null,
  kind text not null,
  -- Of the moment when it was met or missed.
  owner text,
  team text,
  state text not null,
  started_at timestamptz not null,
  due_at timestamptz not null,
  provisional boolean not null,
  calendar_version text,
  -- Seconds before the due time and whom each warning is for, in one order; those given.
  thresholds integer[] not null,
  routes text[] not null,
  warned integer[] not null,
  fulfilled_at timestamptz,
  fulfilled_by text,
  confirmed boolean not null,
  withdrawn_reason text,
  -- Working seconds from start to answer, where met.
  working_seconds integer,
  policy_version text not null,
  sequence integer not null,
  hash bytea not null,
  -- When time alone changes the clock next: a warning or the breach. Null when it has ended.
  wake_at timestamptz
);
create index clock_case on clock (case_id);
-- The table of due times that the sweep reads.
create index clock_wake on clock (wake_at) where wake_at is not null;
-- Unanswered promises by due time: those due later are running, the others missed.
create index clock_unanswered on clock (due_at, clock_id) where state in ('running', 'missed');
create index clock_running on clock (promise, due_at) where state = 'running';
-- Due dates that a notice may move.
create index clock_provisional on clock (case_id) where provisional and state = 'running';
-- Cohorts: edges of a period, times to the reply, lists behind a figure.
create index clock_started on clock (promise, started_at);

create table clock_event (
  clock_id uuid not null,
  sequence integer not null,
  kind text not null,
  effective_at timestamptz not null,
  recorded_at timestamptz not null,
  policy_version text not null,
  data jsonb not null,
  -- SHA-256 over the event and the link before (libs/proof).
  hash bytea not null,
  -- What the clock is after this event, so that a reader of one event need not fold them all. Computed from the events
  -- and checked against them; not part of what an event says.
  promise text not null,
  started_at timestamptz not null,
  due_at timestamptz not null,
  channel text not null,
  branch text,
  state text not null,
  product text not null,
  cause text not null,
  owner text,
  team text,
  confirmed boolean not null,
  withdrawn_reason text,
  -- The order in which events are sealed and streamed.
  position bigint generated always as identity,
  primary key (clock_id, sequence)
);
create unique index clock_event_position on clock_event (position);
-- Which breaches were noticed late: needed for figures as known at a past time.
create index clock_event_breached on clock_event (effective_at, position) where kind = 'breached';
-- The warnings list, newest first.
create index clock_event_warned on clock_event (position) where kind = 'warned';

-- Due dates that a calendar moved.
create index clock_event_moved on clock_event (position) where kind = 'restated' and data->>'reason' = 'calendar';

create trigger clock_event_append_only before update or delete on clock_event
  for each row execute function refuse_change();
create trigger clock_event_not_truncated before truncate on clock_event
  for each statement execute function refuse_change();

-- Cases whose clocks must be computed again although no fact came: after a migration, or when a calendar changed.
create table case_to_recompute (
  case_id uuid primary key,
  asked_at timestamptz not null default now()
);
insert into case_to_recompute (case_id) select distinct case_id from case_fact;

-- From when on which version of a calendar was known. Rows are only added.
create table calendar (
  calendar_id text not null,
  known_from timestamptz not null,
  version text not null,
  document jsonb not null,
  primary key (calendar_id, known_from)
);

create table checkpoint (
  number integer primary key,
  sealed_at timestamptz not null,
  -- Events sealed so far, and the position of the last.
  events bigint not null,
  position bigint not null,
  days_root bytea not null,
  previous_root bytea not null,
  root bytea not null,
  signature text not null,
  key_id text not null
);
create index checkpoint_sealed on checkpoint (sealed_at);

-- The chain over all events of the clocks started on a day (UTC), as each checkpoint left it.
create table day_root (
  day date not null,
  checkpoint integer not null references checkpoint,
  events bigint not null,
  root bytea not null,
  primary key (day, checkpoint)
);

-- Figures of what is sealed: by the hour (UTC) in which promises started …
create table figure_now (
  promise text not null,
  dimension text not null,
  key text not null,
  cohort_hour timestamptz not null,
  met integer not null,
  confirmed integer not null,
  missed integer not null,
  running integer not null,
  withdrawn integer not null,
  primary key (dimension, promise, cohort_hour, key)
);
-- … and what each hour of sealing changed in them.
create table figure_history (
  promise text not null,
  dimension text not null,
  key text not null,
  cohort_hour timestamptz not null,
  sealed_hour timestamptz not null,
  met integer not null,
  confirmed integer not null,
  missed integer not null,
  running integer not null,
  withdrawn integer not null,
  primary key (dimension, promise, cohort_hour, key, sealed_hour)
);

create trigger checkpoint_append_only before update or delete on checkpoint
  for each row execute function refuse_change();
create trigger day_root_append_only before update or delete on day_root
  for each row execute function refuse_change();
