-- Every feedback that was classified, once. Its words stand here and in feedback_revision, nowhere else in this schema
-- (notes and replies excepted).
create table feedback (
  feedback_id uuid primary key,
  -- 'waiting' until its end is decided; then an end of rule 2
  state text not null check (state in ('waiting', 'opened', 'joined', 'mention', 'recorded')),
  case_id uuid,
  deliveries int not null,
  revision int not null,
  content_hash text not null,
  source_updated_at timestamptz,
  channel text not null,
  source_id text not null,
  external_id text,
  customer_key text not null,
  -- the customerKey by which promises know this person
  speaker text not null,
  branch text,
  url text,
  occurred_at timestamptz not null,
  received_at timestamptz not null,
  title text,
  text text not null,
  stars smallint,
  -- kind, display name, region, identities, encrypted contacts
  customer jsonb not null,
  -- late, repaired, language, script, engagement, attachments, attributes, format, inReplyTo, sharedFrom
  details jsonb not null,
  relation jsonb not null,
  relation_of uuid,
  labels jsonb not null,
  waiting_since timestamptz,
  link_pending boolean not null default false,
  traceparent text
);
create index feedback_case on feedback (case_id) where case_id is not null;
-- who waits for a feedback, or for the link to it
create index feedback_waiting_for on feedback (relation_of) where state = 'waiting' or link_pending;
create index feedback_waiting on feedback (waiting_since) where state = 'waiting' or link_pending;

-- All contents of a feedback that has had more than one, the one in force included.
create table feedback_revision (
  feedback_id uuid not null references feedback,
  revision int not null,
  content_hash text not null,
  received_at timestamptz not null,
  source_updated_at timestamptz,
  outdated boolean not null,
  substantive boolean not null,
  title text,
  text text not null,
  stars smallint,
  labels jsonb not null,
  primary key (feedback_id, revision),
  unique (feedback_id, content_hash)
);

-- Inbox of feedback.classified, without a time limit: a delivery is counted once, however often Kafka repeats it.
create table delivery (ce_id uuid primary key);

create table case_record (
  case_id uuid primary key,
  version int not null,
  state text not null check (state in ('new', 'assigned', 'replied', 'resolved', 'reopened', 'closed')),
  channel text not null,
  opened_by uuid not null references feedback,
  -- when the bank received the words that opened it
  opened_at timestamptz not null,
  labels jsonb not null,
  cluster_id uuid not null,
  assignee text,
  feedbacks int not null,
  mentions int not null
);
create index case_newest on case_record (opened_at desc, case_id desc);
create index case_newest_by_state on case_record (state, opened_at desc, case_id desc);
create index case_newest_by_channel on case_record (channel, opened_at desc, case_id desc);
create index case_cluster on case_record (cluster_id);

-- The history of each case: version by version, without gaps, as published on case.changed.
create table history (
  case_id uuid not null references case_record,
  version int not null,
  at timestamptz not null,
  kind text not null,
  -- the feedback that the change is about, where there is one
  feedback_id uuid,
  change jsonb not null,
  by_id text,
  by_name text,
  -- words of a note; never published
  text text,
  primary key (case_id, version)
);

create table reply (
  reply_id uuid primary key,
  feedback_id uuid not null,
  origin text not null check (origin in ('logged', 'observed')),
  text text not null,
  replied_at timestamptz not null,
  observed_at timestamptz not null,
  by_id text not null,
  by_name text,
  automatic boolean not null,
  substantive boolean not null,
  -- false while its feedback has not arrived or has no end yet
  settled boolean not null,
  case_id uuid
);
create index reply_waiting_for on reply (feedback_id) where not settled;

-- Commands that were carried out: the same key gives the same answer.
create table command (
  principal_id text not null,
  idempotency_key text not null,
  case_id uuid not null references case_record,
  body_hash text not null,
  answer jsonb not null,
  at timestamptz not null,
  primary key (principal_id, idempotency_key)
);

-- What some service could not handle, by its place on its parked topic.
create table parked (
  parked_topic text not null,
  position text not null,
  -- CloudEvents subject: a feedbackId for feedback events
  subject text not null,
  -- whether the record was the feedback itself, and its subject an id
  holds_feedback boolean not null,
  service text not null,
  reason text not null,
  at timestamptz not null,
  -- replayed since: handled, or parked again as another record
  over boolean not null default false,
  primary key (parked_topic, position)
);
create index parked_subject on parked (subject);

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

-- Each feedback once, with its end; 'waiting' ones are still in flight. For `hearback audit`.
create view feedback_end as
  select feedback_id, state, case_id from feedback
  union all
  select distinct subject::uuid, 'parked', null::uuid
    from parked
   where holds_feedback and not over and not exists (select 1 from feedback f where f.feedback_id = parked.subject::uuid);
