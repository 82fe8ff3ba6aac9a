-- Withdrawn cases. What stands in the table is allowed by the wider list too, so nothing needs to be read for it.
alter table case_record drop constraint case_record_state_check;
alter table case_record add constraint case_record_state_check
  check (state in ('new', 'assigned', 'replied', 'resolved', 'reopened', 'closed', 'withdrawn')) not valid;

alter table case_record add column team text;
-- labels that a person has set, by name; no later revision replaces them
alter table case_record add column corrected jsonb;

-- The edge to an earlier feedback stands in `relation` for ever; a person may have said that it is wrong.
alter table feedback add column unlinked_from uuid;
alter table feedback add column unlinked_at timestamptz;
alter table feedback add column unlinked_by text;
create index feedback_unlinked on feedback (unlinked_from) where unlinked_from is not null;

-- What a person has corrected, before and after: written once, never changed.
create table label_correction (
  case_id uuid not null,
  version int not null,
  before jsonb not null,
  after jsonb not null,
  primary key (case_id, version)
);
