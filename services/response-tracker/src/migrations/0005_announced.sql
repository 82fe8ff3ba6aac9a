-- The events themselves are the list of what is to be announced: everything up to a position was, and so was every
-- checkpoint up to a number. Nothing is written twice and nothing has to be deleted.
create table announced (
  singleton boolean primary key default true check (singleton),
  position bigint not null,
  checkpoint integer not null
);
insert into announced (position, checkpoint) values (0, 0);
drop table outbox;

-- The trace that an event's announcement continues; not part of what the event says.
alter table clock_event add column traceparent text;
