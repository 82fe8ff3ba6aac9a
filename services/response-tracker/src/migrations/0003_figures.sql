-- Promises that ran past their due time and then ended, or got another due time, without a breach being written first: at
-- a moment between the two they are missed, and a figure as of that moment must find them.
create index clock_event_after_due on clock_event (promise, position)
  where (kind in ('fulfilled', 'withdrawn') and recorded_at > due_at) or kind = 'extended'
     or (kind = 'restated' and state = 'running' and data->>'reason' <> 'labels');
