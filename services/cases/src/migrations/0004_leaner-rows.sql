-- What is only written and read back whole is kept as it came: nothing searches in it, so building jsonb is work for nothing.
alter table feedback
  alter column customer type json using customer::json,
  alter column details type json using details::json,
  alter column relation type json using relation::json,
  alter column labels type json using labels::json;
alter table feedback_revision alter column labels type json using labels::json;
alter table history alter column change type json using change::json;

-- A row of 2 to 8 KB stays as it is: compressing it costs more than the space is worth.
alter table feedback set (toast_tuple_target = 8160);
