import { useId, useState } from 'react';
import { useWords } from '../i18n/language';
import { calledAt, type CallBack, type CallOutcome } from '../model/call-backs';
import { CommandForm } from './command-forms';
import { localMinute } from './moment-field';

interface CallFormProps {
  task: CallBack;
  /** `typed` is what stands in the fields: the same typed again is the same attempt, though its minute has gone on. */
  say(outcome: CallOutcome, typed: Record<string, string>, body: Record<string, string>): Promise<void>;
  isBusy: boolean;
}

function SpokenForm({ task, say, isBusy }: CallFormProps) {
  const { t } = useWords();
  const [at, setAt] = useState(localMinute);
  const [callId, setCallId] = useState('');
  const hint = useId();
  const submit = () => say('spoken', { at, callId }, { callId, spokenAt: calledAt(at, task.requestedAt, Date.now()) });
  return (
    <CommandForm onSubmit={submit} submit={t('callBack.spokenSubmit')} isBusy={isBusy} primary>
      <MomentField label={t('callBack.spokenAt')} value={at} onChange={setAt} />
      <label className="field">
        <span>{t('callBack.callId')}</span>
        <input
          required
          maxLength={200}
          value={callId}
          aria-describedby={hint}
          onChange={(e) => setCallId(e.target.value)}
        />
      </label>
      <p id={hint} className="muted small">
        {t('callBack.callIdHint')}
      </p>
    </CommandForm>
  );
}

function NotReachedForm({ task, say, isBusy }: CallFormProps) {
  const { t } = useWords();
  const [at, setAt] = useState(localMinute);
  const [note, setNote] = useState('');
  const usual = useId();
  const submit = () => say('not-reached', { at, note }, { note, triedAt: calledAt(at, task.requestedAt, Date.now()) });
  return (
    <CommandForm
      onSubmit={submit}
      submit={t('callBack.notReachedSubmit')}
      isBusy={isBusy}
      hint={t('callBack.notReachedHint')}
      primary
    >
      <MomentField label={t('callBack.triedAt')} value={at} onChange={setAt} />
      <label className="field">
        <span>{t('callBack.why')}</span>
        <input required maxLength={1_000} list={usual} value={note} onChange={(e) => setNote(e.target.value)} />
      </label>
      <datalist id={usual}>
        {(['callBack.why1', 'callBack.why2', 'callBack.why3', 'callBack.why4'] as const).map((key) => (
          <option key={key} value={t(key)} />
        ))}
      </datalist>
    </CommandForm>
  );
}

function GiveUpForm({ say, isBusy }: CallFormProps) {
  const { t } = useWords();
  const [reason, setReason] = useState('');
  const [isSure, setSure] = useState(false);
  return (
    <CommandForm
      onSubmit={() => say('give-up', { reason }, { reason })}
      submit={t('callBack.giveUpSubmit')}
      isBusy={isBusy}
      hint={t('callBack.giveUpHint')}
    >
      <label className="field">
        <span>{t('callBack.reason')}</span>
        <input required maxLength={1_000} value={reason} onChange={(e) => setReason(e.target.value)} />
      </label>
      <label className="check">
        <input type="checkbox" required checked={isSure} onChange={(e) => setSure(e.target.checked)} />
        <span>{t('callBack.giveUpSure')}</span>
      </label>
    </CommandForm>
  );
}

interface MomentFieldProps {
  label: string;
  value: string;
  onChange(value: string): void;
}

function MomentField({ label, value, onChange }: MomentFieldProps) {
  return (
    <label className="field inline">
      <span>{label}</span>
      <input type="datetime-local" required value={value} onChange={(e) => onChange(e.target.value)} />
    </label>
  );
}

/** What an agent fills in for each thing that can be said of a call-back. */
export const CALL_FORMS: Record<CallOutcome, (props: CallFormProps) => React.ReactNode> = {
  spoken: SpokenForm,
  'not-reached': NotReachedForm,
  'give-up': GiveUpForm,
};
