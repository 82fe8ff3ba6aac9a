import { useState } from 'react';
import type { CommandRequest } from '../api';
import { useWords } from '../i18n/language';
import type { CaseDetail } from '../model/api-shapes';
import { useSignedIn } from '../session';
import { useCommand } from '../use-command';

interface CaseActionsProps {
  detail: CaseDetail;
  onChanged(): void;
}

export type RunCommand = (command: CommandRequest['command'], body: Record<string, unknown>) => Promise<boolean>;

/** Every action is decided on the version shown; the page is renewed after each. */
export function CaseActions({ detail, onChanged }: CaseActionsProps) {
  const { t } = useWords();
  const { session } = useSignedIn();
  const { run, isBusy, outcome } = useCommand(detail, onChanged);
  const mayCommand = session.user.scopes.includes('command');
  return (
    <section className="detail-section actions" aria-label={t('action.title')}>
      <h3>{t('action.title')}</h3>
      {mayCommand ? (
        <>
          <ReplyForm run={run} isBusy={isBusy} />
          <NoteForm run={run} isBusy={isBusy} />
          <div className="button-row">
            <button
              className="button"
              disabled={isBusy}
              onClick={() => void run('assign', { assignee: session.user.name })}
            >
              {t('action.assign')}
            </button>
            <button className="button" disabled={isBusy} onClick={() => void run('resolve', {})}>
              {t('action.resolve')}
            </button>
          </div>
        </>
      ) : (
        <p className="muted">{t('action.forbidden')}</p>
      )}
      <p className={outcome?.ok === false ? 'outcome bad-text' : 'outcome'} role="status">
        {isBusy ? t('action.busy') : (outcome?.words ?? '')}
      </p>
    </section>
  );
}

interface FormProps {
  run: RunCommand;
  isBusy: boolean;
}

function ReplyForm({ run, isBusy }: FormProps) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const [repliedAt, setRepliedAt] = useState(localMinute);
  const submit = async () => {
    const at = new Date(repliedAt);
    // The field knows minutes: a reply given in this very minute is given now, by the server's clock.
    const isNow = Math.abs(Date.now() - at.getTime()) < 60_000;
    if (await run('reply', { text, by: 'logged', ...(isNow ? {} : { repliedAt: at.toISOString() }) })) setText('');
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <label className="field">
        <span>{t('action.replyText')}</span>
        <textarea required rows={3} maxLength={20_000} value={text} onChange={(e) => setText(e.target.value)} />
      </label>
      <div className="button-row">
        <label className="field inline">
          <span>{t('action.repliedAt')}</span>
          <input
            type="datetime-local"
            required
            value={repliedAt}
            onFocus={() => setRepliedAt(localMinute())}
            onChange={(e) => setRepliedAt(e.target.value)}
          />
        </label>
        <button className="button primary" disabled={isBusy}>
          {t('action.reply')}
        </button>
      </div>
    </form>
  );
}

function NoteForm({ run, isBusy }: FormProps) {
  const { t } = useWords();
  const [text, setText] = useState('');
  return (
    <form
      className="button-row"
      onSubmit={(event) => {
        event.preventDefault();
        void run('note', { text }).then((done) => done && setText(''));
      }}
    >
      <label className="field grow">
        <span>{t('action.noteText')}</span>
        <input required maxLength={20_000} value={text} onChange={(e) => setText(e.target.value)} />
      </label>
      <button className="button" disabled={isBusy}>
        {t('action.note')}
      </button>
    </form>
  );
}

function localMinute(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
