-- People, API keys and sources. Nothing is deleted: what is revoked or removed keeps its row, so that its tombstone can be
-- published again at every start. Passwords are scrypt hashes, API keys SHA-256 hashes, signing secrets sealed.
create table app_user (
  user_id uuid primary key,
  name text not null unique check (name = lower(name)),
  display_name text not null,
  password_hash text not null,
  role text not null check (role in ('admin', 'agent', 'viewer')),
  created_at timestamptz not null,
  created_by text not null,
  changed_at timestamptz not null,
  changed_by text not null,
  disabled_at timestamptz
);

create table api_key (
  key_id uuid primary key,
  name text not null,
  token_hash text not null unique,
  scopes text[] not null,
  source_ids text[] not null,
  created_at timestamptz not null,
  created_by text not null,
  changed_at timestamptz not null,
  changed_by text not null,
  revoked_at timestamptz
);

create table source (
  source_id text primary key,
  channel text not null,
  name text not null,
  format text,
  time_zone text not null,
  secret_sealed text,
  -- The secret came with the product (derived from HEARBACK_SECRET), not from a vendor.
  sample_secret boolean not null default false,
  is_default boolean not null,
  items_per_second double precision not null check (items_per_second > 0),
  burst double precision not null check (burst > 0),
  shared_identities text[] not null default '{}',
  created_at timestamptz not null,
  created_by text not null,
  changed_at timestamptz not null,
  changed_by text not null,
  removed_at timestamptz
);
create unique index source_default_of_channel on source (channel) where is_default and removed_at is null;

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
