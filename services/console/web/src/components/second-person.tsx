import { useState } from 'react';
import { useWords } from '../i18n/language';
import { personName, type CaseDetail } from '../model/api-shapes';
import {
  confirmableReplies,
  pendingExtensions,
  type ConfirmableReply,
  type PendingExtension,
} from '../model/case-commands';
import { useSignedIn } from '../session';
import { useCommand } from '../use-command';
import { Outcome } from './case-actions';
import { CommandForm, type FormProps } from './command-forms';
import { momentOf } from './moment-field';

/** What waits for somebody other than the one who asked for it or wrote it down. The register refuses the same person. */
export function SecondPerson({ detail, onChanged }: { detail: CaseDetail; onChanged(): void }) {
  const { t } = useWords();
  const { session } = useSignedIn();
  const command = useCommand(detail, onChanged);
  const timeline = detail.timeline ?? [];
  const extensions = pendingExtensions(timeline);
  const replies = confirmableReplies(timeline);
  const isEmpty = extensions.length + replies.length === 0 && command.outcome === null;
  if (isEmpty || !session.user.scopes.includes('command')) return null;
  const form = { detail, run: command.run, isBusy: command.isBusy };
  return (
    <section className="detail-section" aria-label={t('second.title')}>
      <h3>{t('second.title')}</h3>
      <p className="muted small">{t('second.hint')}</p>
      {extensions.map((extension) => (
        <ApproveForm key={extension.extensionId} {...form} extension={extension} />
      ))}
      {replies.map((reply) => (
        <ConfirmForm key={reply.replyId} {...form} reply={reply} />
      ))}
      <Outcome command={command} />
    </section>
  );
}

function ApproveForm({ extension, run, isBusy }: FormProps & { extension: PendingExtension }) {
  const { t, name, time } = useWords();
  const [noticeAt, setNoticeAt] = useState('');
  const { extensionId, promise, requestedBy, reason } = extension;
  return (
    <div className="second">
      <p>
        <strong>{t('second.extension', { promise: name('promise', promise) })}</strong>{' '}
        <span className="muted small">
          {time(extension.at)} · {personName(requestedBy) ?? '—'}
        </span>
      </p>
      {reason ? <p className="timeline-text">{reason}</p> : null}
      <CommandForm
        onSubmit={() => run('approve-extension', { extensionId, ...momentOf('noticeAt', noticeAt) })}
        submit={t('second.approve')}
        isBusy={isBusy}
      >
        <label className="field inline">
          <span>{t('second.notice')}</span>
          <input type="datetime-local" value={noticeAt} onChange={(e) => setNoticeAt(e.target.value)} />
        </label>
      </CommandForm>
    </div>
  );
}

function ConfirmForm({ reply, run, isBusy }: FormProps & { reply: ConfirmableReply }) {
  const { t, time } = useWords();
  const [evidence, setEvidence] = useState('');
  const when = t('second.loggedLate', { replied: time(reply.repliedAt), logged: time(reply.loggedAt) });
  return (
    <details className="second">
      <summary>
        <strong>{t('second.reply')}</strong>{' '}
        <span className="muted small">
          {when} · {personName(reply.loggedBy) ?? '—'}
        </span>
      </summary>
      {reply.text ? <p className="timeline-text">{reply.text}</p> : null}
      <CommandForm
        onSubmit={() => run('confirm-reply', { replyId: reply.replyId, evidence })}
        submit={t('second.confirm')}
        isBusy={isBusy}
      >
        <label className="field">
          <span>{t('second.evidence')}</span>
          <input required maxLength={1_000} value={evidence} onChange={(e) => setEvidence(e.target.value)} />
        </label>
      </CommandForm>
    </details>
  );
}
