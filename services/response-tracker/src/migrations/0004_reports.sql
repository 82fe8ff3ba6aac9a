-- Reports of the promises, made once or by a schedule. The table of schedules says when the next run is; Redis only wakes
-- the maker. A report keeps the question it was made of, so that it can be made again with the same numbers.

create table report_schedule (
  schedule_id uuid primary key,
  name text not null,
  -- When it runs: {"on": {"every": …}, "time": "07:30", "zone": "Asia/Shanghai"}.
  rhythm jsonb not null,
  period text not null,
  language text not null,
  format text not null,
  created_by text not null,
  created_at timestamptz not null,
  next_run_at timestamptz not null
);
create index report_schedule_due on report_schedule (next_run_at);

create table report (
  report_id uuid primary key,
  -- Null when it was asked for; a schedule may be deleted, its reports stay.
  schedule_id uuid,
  asked_by text not null,
  asked_at timestamptz not null,
  period_from timestamptz not null,
  period_to timestamptz not null,
  as_of timestamptz not null,
  zone text not null,
  language text not null,
  format text not null,
  -- What was on its way when a report of the present was asked for: nobody can tell it afterwards.
  in_flight jsonb,
  state text not null default 'waiting' check (state in ('waiting', 'made', 'failed', 'expired')),
  tries integer not null default 0,
  fault text,
  made_at timestamptz,
  checkpoint integer,
  content bytea,
  -- One report for each period of a schedule, however many replicas and restarts there are. Nulls differ.
  unique (schedule_id, period_from, period_to)
);
create index report_waiting on report (asked_at) where state = 'waiting';
create index report_kept on report (made_at) where state = 'made';
create index report_newest on report (asked_at desc, report_id desc);
-- A file of an office is compressed already.
alter table report alter column content set storage external;
