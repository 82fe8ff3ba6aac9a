import { useState } from 'react';
import { useWords } from '../i18n/language';
import { personName } from '../model/api-shapes';
import { calledIn, saidIn, type CallBack, type CallBackEntry } from '../model/call-backs';
import { useSignedIn } from '../session';
import { useQuery } from '../use-query';

/** Every attempt at a call-back with its reason and who made it, read once it is asked for. */
export function CallBackHistory({ task, tick }: { task: Pick<CallBack, 'replyId'>; tick: number }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="small">{t('callBack.history')}</summary>
      {isOpen ? <Entries replyId={task.replyId} tick={tick} /> : null}
    </details>
  );
}

function Entries({ replyId, tick }: { replyId: string; tick: number }) {
  const { t } = useWords();
  const { api } = useSignedIn();
  const { data, error } = useQuery(`call-back ${replyId}`, tick, (signal) => api.callBacks.one(replyId, signal));
  if (error && !data) return <p className="panel-error">{t('state.failed')}</p>;
  if (!data) return <p className="placeholder">{t('state.loading')}</p>;
  if (data.history.length === 0) return <p className="empty">{t('callBack.historyNone')}</p>;
  return (
    <ol className="timeline" aria-label={t('callBack.history')}>
      {data.history.map((entry, index) => (
        <Entry key={index} entry={entry} />
      ))}
    </ol>
  );
}

function Entry({ entry }: { entry: CallBackEntry }) {
  const { name, time } = useWords();
  const said = saidIn(entry);
  const at = calledIn(entry);
  return (
    <li>
      <p>
        <strong>{name('callEntry', entry.kind)}</strong>{' '}
        <span className="muted">
          <time dateTime={at}>{time(at)}</time> · {personName(entry.by) ?? '—'}
        </span>
      </p>
      {said === null ? null : <p className="timeline-text">{said}</p>}
    </li>
  );
}
