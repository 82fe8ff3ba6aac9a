import { useState, type ReactNode } from 'react';
import type { CommandName } from '../api';
import { useWords } from '../i18n/language';
import { personName, type CaseDetail } from '../model/api-shapes';
import { useSignedIn } from '../session';
import { localMinute, momentOf } from './moment-field';

export interface FormProps {
  detail: CaseDetail;
  run(command: CommandName, body: Record<string, unknown>): Promise<boolean>;
  isBusy: boolean;
}

interface CommandFormProps {
  onSubmit(): unknown;
  submit: string;
  isBusy: boolean;
  primary?: boolean;
  hint?: string;
  children?: ReactNode;
}

/** Fields, one sentence on the consequence, one button. */
export function CommandForm({ onSubmit, submit, isBusy, primary = false, hint, children }: CommandFormProps) {
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      {children}
      {hint ? <p className="muted small">{hint}</p> : null}
      <div className="button-row end">
        <button className={primary ? 'button primary' : 'button'} disabled={isBusy}>
          {submit}
        </button>
      </div>
    </form>
  );
}

export function ReplyForm({ run, isBusy }: FormProps) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const [by, setBy] = useState<ReplyWay>('logged');
  const [repliedAt, setRepliedAt] = useState(localMinute);
  const isLogged = by === 'logged';
  const submit = async () => {
    const moment = isLogged ? momentOf('repliedAt', repliedAt) : {};
    if (await run('reply', { text, by, ...moment })) setText('');
  };
  return (
    <CommandForm onSubmit={submit} submit={isLogged ? t('action.reply') : t('replyWay.submit')} isBusy={isBusy} primary>
      <label className="field">
        <span>{t('replyWay.label')}</span>
        <select className="select" value={by} onChange={(e) => setBy(e.target.value as ReplyWay)}>
          <option value="logged">{t('replyWay.logged')}</option>
          <option value="channel">{t('replyWay.channel')}</option>
        </select>
      </label>
      <label className="field">
        <span>{isLogged ? t('action.replyText') : t('replyWay.text')}</span>
        <textarea required rows={3} maxLength={20_000} value={text} onChange={(e) => setText(e.target.value)} />
      </label>
      {isLogged ? <RepliedAt value={repliedAt} onChange={setRepliedAt} /> : null}
    </CommandForm>
  );
}

/** Made elsewhere and written down here, or handed to the channel that the customer used. */
type ReplyWay = 'logged' | 'channel';

function RepliedAt({ value, onChange }: { value: string; onChange(value: string): void }) {
  const { t } = useWords();
  return (
    <label className="field inline">
      <span>{t('action.repliedAt')}</span>
      <input
        type="datetime-local"
        required
        value={value}
        onFocus={() => onChange(localMinute())}
        onChange={(e) => onChange(e.target.value)}
      />
    </label>
  );
}

export function NoteForm({ run, isBusy }: FormProps) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const submit = () => run('note', { text }).then((done) => done && setText(''));
  return (
    <CommandForm onSubmit={submit} submit={t('action.note')} isBusy={isBusy}>
      <label className="field">
        <span>{t('action.noteText')}</span>
        <textarea required rows={2} maxLength={20_000} value={text} onChange={(e) => setText(e.target.value)} />
      </label>
    </CommandForm>
  );
}

export function AssignForm({ detail, run, isBusy }: FormProps) {
  const { t } = useWords();
  const { session } = useSignedIn();
  const [assignee, setAssignee] = useState(personName(detail.assignee) ?? session.user.name);
  const [team, setTeam] = useState(detail.team ?? '');
  const body = (name: string) => ({ assignee: name, ...(team.trim() === '' ? {} : { team: team.trim() }) });
  return (
    <CommandForm onSubmit={() => run('assign', body(assignee))} submit={t('action.assignSubmit')} isBusy={isBusy}>
      <div className="field-row">
        <label className="field grow">
          <span>{t('action.assignTo')}</span>
          <input required maxLength={200} value={assignee} onChange={(e) => setAssignee(e.target.value)} />
        </label>
        <label className="field grow">
          <span>{t('action.team')}</span>
          <input maxLength={200} value={team} onChange={(e) => setTeam(e.target.value)} />
        </label>
      </div>
      <button
        type="button"
        className="button quiet"
        disabled={isBusy}
        onClick={() => void run('assign', body(session.user.name))}
      >
        {t('action.assign')}
      </button>
    </CommandForm>
  );
}

export function ResolveForm({ run, isBusy }: FormProps) {
  const { t } = useWords();
  return <CommandForm onSubmit={() => run('resolve', {})} submit={t('action.resolve')} isBusy={isBusy} />;
}

/** Reopens; anything else that takes a reason has a form of its own. */
export function ReasonForm({ run, isBusy }: FormProps) {
  const { t } = useWords();
  const [reason, setReason] = useState('');
  const submit = () => run('reopen', { reason }).then((done) => done && setReason(''));
  return (
    <CommandForm onSubmit={submit} submit={t('action.reopen')} isBusy={isBusy}>
      <label className="field">
        <span>{t('action.reason')}</span>
        <input required maxLength={1_000} value={reason} onChange={(e) => setReason(e.target.value)} />
      </label>
    </CommandForm>
  );
}
