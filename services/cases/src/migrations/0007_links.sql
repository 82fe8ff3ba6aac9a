-- A person said that a feedback of another case is the same matter as the case that it is in now.
alter table feedback add column linked_from uuid;
alter table feedback add column linked_at timestamptz;
alter table feedback add column linked_by text;
create index feedback_linked on feedback (linked_from) where linked_from is not null;

-- What people said of pairs of feedbacks, beside what the deduplicator had said of the first: written once, never changed.
-- By the entry of the history that says it. Rules are tried on them again (`hearback relation-examples`).
create table relation_example (
  case_id uuid not null,
  version int not null,
  said text not null check (said in ('same-matter', 'another-matter')),
  feedback_id uuid not null,
  other_id uuid not null,
  relation json not null,
  at timestamptz not null,
  by_id text not null,
  primary key (case_id, version)
);
