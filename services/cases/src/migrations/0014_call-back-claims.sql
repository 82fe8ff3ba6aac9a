-- Who has a call-back in hand, so that no two agents call one customer. In the row of the task, which every change locks: of
-- two claims at the same moment the second waits for the first and then sees it.
alter table call_back
  add column claimed_by_id text,
  add column claimed_by_name text,
  add column claimed_at timestamptz,
  -- when it lapses, as the setting was when it was made
  add column claimed_until timestamptz,
  add constraint call_back_claim_whole check (num_nulls(claimed_by_id, claimed_by_name, claimed_at, claimed_until) in (0, 4));

alter table call_back_history
  drop constraint call_back_history_kind_check,
  add constraint call_back_history_kind_check
    check (kind in ('claimed', 'released', 'not-reached', 'spoken', 'given-up'));
