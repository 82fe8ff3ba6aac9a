-- A refusal is over, too, when the same thing came again, corrected, and was accepted. `awaits` is what that feedback is known
-- by: its feedbackId, or a name in sent_as.
alter table refusal
  add column awaits uuid,
  -- when the source says that the refused item last changed
  add column source_updated_at timestamptz,
  drop constraint refusal_state_check,
  add constraint refusal_state_check check (state in ('open', 'replayed', 'dismissed', 'superseded'));
create index refusal_awaits on refusal (awaits) where state = 'open' and awaits is not null;

alter table refusal_history
  drop constraint refusal_history_kind_check,
  add constraint refusal_history_kind_check
    check (kind in ('replay-requested', 'replayed', 'refused-again', 'dismissed', 'superseded'));

-- What feedbacks were sent as, beside their feedbackId, for refusals that are stored later; forgotten after some time.
create table sent_as (
  name uuid not null,
  feedback_id uuid not null,
  received_at timestamptz not null,
  primary key (name, feedback_id)
);
create index sent_as_received on sent_as using brin (received_at);
