-- Sources that people make, pause and change. A source may have several secrets at once while one is replaced: a list of
-- {"sealed", "until"}, the newest first, whose first one is what was the only one so far.
alter table source
  add column state text not null default 'active' check (state in ('active', 'paused')),
  add column secrets jsonb not null default '[]' check (jsonb_typeof(secrets) = 'array'),
  add column settings jsonb not null default '{}',
  add column mapping jsonb not null default '{}',
  add column credentials_sealed text;
update source set secrets = jsonb_build_array(jsonb_build_object('sealed', secret_sealed)) where secret_sealed is not null;
alter table source drop column secret_sealed;

-- Who did what to a source. What of it was secret is not in here, only that it changed.
create table source_change (
  position bigint generated always as identity primary key,
  source_id text not null,
  action text not null check (action in ('created', 'changed', 'secret-rotated', 'removed')),
  -- The fields that changed: {"before": {…}, "after": {…}}.
  changes jsonb not null,
  made_by text not null,
  made_at timestamptz not null
);
create index source_change_of_source on source_change (source_id, position desc);

create function refuse_source_change_rewrite() returns trigger language plpgsql as $$
begin
  raise exception 'source_change is only ever added to';
end $$;
create trigger source_change_is_append_only before update or delete or truncate on source_change
  for each statement execute function refuse_source_change_rewrite();

-- Requests that were carried out, by their Idempotency-Key. A secret that was made lies sealed beside the answer for a day, so
-- that an answer lost on its way can be had again.
create table source_command (
  principal_id text not null,
  idempotency_key text not null,
  -- HMAC of the whole request: it may hold a secret.
  request_hash text not null,
  answer jsonb not null,
  secret_sealed text,
  at timestamptz not null,
  primary key (principal_id, idempotency_key)
);
create index source_command_with_secret on source_command (at) where secret_sealed is not null;
