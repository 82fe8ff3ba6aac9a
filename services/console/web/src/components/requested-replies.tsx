import { useWords } from '../i18n/language';
import { personName, type CaseDetail } from '../model/api-shapes';
import {
  requestedReplies,
  standingOf,
  type CallBackDetail,
  type ReplyStanding,
  type RequestedReply,
} from '../model/call-backs';
import { useSignedIn } from '../session';
import { pageAddress } from '../use-address';
import { useQuery } from '../use-query';
import { CallBackHistory } from './call-back-history';

const STANDINGS: Record<ReplyStanding, { mark: string; className: string }> = {
  waiting: { mark: '◔', className: '' },
  task: { mark: '☎', className: 'warn' },
  delivered: { mark: '✓', className: 'ok' },
  failed: { mark: '✕', className: 'bad' },
};

/** What became of the replies of a case that were given to its channel. */
export function RequestedReplies({ detail, tick }: { detail: CaseDetail; tick: number }) {
  const { t } = useWords();
  const replies = requestedReplies(detail.timeline ?? []);
  if (replies.length === 0) return null;
  return (
    <section className="detail-section" aria-label={t('replies.title')}>
      <h3>{t('replies.title')}</h3>
      <ul className="requested-replies">
        {replies.map((reply) => (
          <Reply key={reply.replyId} reply={reply} tick={tick} />
        ))}
      </ul>
    </section>
  );
}

function Reply({ reply, tick }: { reply: RequestedReply; tick: number }) {
  const { t, time } = useWords();
  const { api } = useSignedIn();
  const { replyId } = reply;
  // Null for one that no person gives on the phone.
  const { data: task } = useQuery(`call-back ${replyId}`, tick, (signal) => api.callBacks.one(replyId, signal));
  const standing = standingOf(reply, task);
  const { mark, className } = STANDINGS[standing];
  return (
    <li>
      <p className="detail-line">
        <span className={`badge reply-standing ${className}`}>
          <span aria-hidden="true">{mark}</span> {t(`replyStanding.${standing}`)}
        </span>
        {reply.settledAt === null ? null : <time dateTime={reply.settledAt}>{time(reply.settledAt)}</time>}
        <span className="muted">
          {t('callBack.requestedBy', { name: personName(reply.requestedBy) ?? '—', time: time(reply.requestedAt) })}
        </span>
      </p>
      {reply.text === null ? null : <p className="timeline-text">{reply.text}</p>}
      <FailedFor reply={reply} />
      {task === null ? null : <TaskLine task={task} standing={standing} tick={tick} />}
    </li>
  );
}

function FailedFor({ reply: { reason } }: { reply: RequestedReply }) {
  const { t, name } = useWords();
  if (reason === null) return null;
  return <p className="bad-text">{t('replies.failedFor', { reason: name('replyFailure', reason) })}</p>;
}

interface TaskLineProps {
  task: CallBackDetail;
  standing: ReplyStanding;
  tick: number;
}

function TaskLine({ task, standing, tick }: TaskLineProps) {
  const { t, time } = useWords();
  const { attempts, lastTriedAt, dueAt } = task;
  const tried = { count: attempts, time: lastTriedAt === null ? '—' : time(lastTriedAt) };
  return (
    <>
      <p className="facts">
        <span className="fact">
          {attempts === 0
            ? t('callBack.attemptsNone')
            : `${t('callBack.attempts')} ${t('callBack.attemptsSome', tried)}`}
        </span>
        {standing === 'task' ? (
          <>
            <span className="fact">{t('callBack.dueAt', { time: time(dueAt) })}</span>
            <a className="fact" href={pageAddress('call-backs')}>
              {t('replies.openTask')}
            </a>
          </>
        ) : null}
      </p>
      <CallBackHistory task={task} tick={tick} />
    </>
  );
}
