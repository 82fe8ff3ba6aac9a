-- Feedback, case and history are written by one transaction that orders them (io/save-registration.ts). Checking it again
-- row by row took an eighth of PostgreSQL's work for each feedback.
alter table case_record drop constraint case_record_opened_by_fkey;
alter table history drop constraint history_case_id_fkey;
