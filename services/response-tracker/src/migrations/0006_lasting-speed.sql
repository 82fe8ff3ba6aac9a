-- A year of clocks must not slow down what runs: dead entries of clocks that ended are cleared by their number and not by
-- a share of the table, and the backlog is read from its index alone.
alter table clock set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000,
                       autovacuum_analyze_scale_factor = 0, autovacuum_analyze_threshold = 50000);
drop index clock_running;
create index clock_running on clock (promise, due_at) include (channel, started_at) where state = 'running';
