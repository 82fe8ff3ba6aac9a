import { useCallback, useState } from 'react';
import { useWords } from '../i18n/language';
import { callDue, withHeld, type CallBack, type CallBackPage } from '../model/call-backs';
import { useSignedIn } from '../session';
import type { Live } from '../use-live';
import { useNow } from '../use-now';
import { useQuery } from '../use-query';
import { CallBackCard } from './call-back-card';
import { Panel } from './panel';

/** Replies that a person gives on the phone: whom to call first, what to say, and what came of it. */
export function CallBacksPage({ live, caseId }: { live: Live; caseId: string | null }) {
  const { t } = useWords();
  const { api } = useSignedIn();
  // An attempt moves no promise, so no stream tells of it: the page asks by itself after what it has sent.
  const [own, setOwn] = useState(0);
  const query = useQuery('call-backs', live.tick + own, (signal) => api.callBacks.open(signal));
  const { refresh } = live;
  const renew = useCallback(() => {
    setOwn((before) => before + 1);
    refresh();
  }, [refresh]);
  return (
    <main id="main" className={caseId === null ? 'figures' : 'figures with-detail'} tabIndex={-1}>
      <Panel title={t('callBack.title')} className="call-backs-panel" query={query}>
        {query.data ? <CallBackList page={query.data} tick={live.tick + own} renew={renew} /> : null}
      </Panel>
    </main>
  );
}

interface CallBackListProps {
  page: CallBackPage;
  tick: number;
  renew(): void;
}

function CallBackList({ page, tick, renew }: CallBackListProps) {
  const { t } = useWords();
  const [held, setHeld] = useState<CallBack[]>([]);
  const hold = (task: CallBack, isHeld: boolean) =>
    setHeld((before) => [...before.filter(({ replyId }) => replyId !== task.replyId), ...(isHeld ? [task] : [])]);
  const open = new Set(page.items.map(({ replyId }) => replyId));
  const shown = withHeld(page.items, held);
  return (
    <>
      <p className="muted small">{t('callBack.lead')}</p>
      <CountLine page={page} />
      {shown.length === 0 ? <p className="empty">{t('callBack.none')}</p> : null}
      <ul className="call-backs" aria-label={t('callBack.title')}>
        {shown.map((task) => (
          <CallBackCard
            key={task.replyId}
            task={task}
            isGone={!open.has(task.replyId)}
            tick={tick}
            onHold={(isHeld) => hold(task, isHeld)}
            onSaid={renew}
          />
        ))}
      </ul>
    </>
  );
}

function CountLine({ page: { items, next } }: { page: CallBackPage }) {
  const { t, number } = useWords();
  const now = useNow(0);
  if (items.length === 0) return null;
  const count = (due: string) => number(items.filter(({ dueAt }) => callDue(dueAt, now) === due).length);
  return (
    <p>
      {t('callBack.count', { open: number(items.length), overdue: count('overdue'), soon: count('soon') })}{' '}
      {next === null ? null : t('callBack.more', { count: number(items.length) })}
    </p>
  );
}
