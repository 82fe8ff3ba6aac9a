-- What people decided about identities. `identity` says what holds now; `identity_change` is who decided what and why, and
-- is only ever added to. Hashes only: no number, no address.
create table identity (
  type text not null,
  hash text not null,
  person_id uuid,
  shared boolean not null,
  changed_at timestamptz not null,
  primary key (type, hash)
);
create index identity_of_person on identity (person_id) where person_id is not null;

create table identity_change (
  position bigint generated always as identity primary key,
  action text not null check (action in ('merged', 'split')),
  -- Every identity whose row this changed, as it was before and is after.
  changes jsonb not null,
  reason text not null,
  made_by text not null,
  made_at timestamptz not null
);

create function refuse_identity_change_rewrite() returns trigger language plpgsql as $$
begin
  raise exception 'identity_change is only ever added to';
end $$;
create trigger identity_change_is_append_only before update or delete or truncate on identity_change
  for each statement execute function refuse_identity_change_rewrite();
