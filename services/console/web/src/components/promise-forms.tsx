import type { WithdrawalReason } from '@hearback/contracts';
import { useState } from 'react';
import { useWords } from '../i18n/language';
import { EXTENDABLE_PROMISES, WITHDRAWAL_REASONS } from '../model/vocabulary';
import { CommandForm, type FormProps } from './command-forms';

/** Ends a case that needs no answer; the reason is published beside the rate. */
export function WithdrawForm({ run, isBusy }: FormProps) {
  const { t, name } = useWords();
  const [reason, setReason] = useState<WithdrawalReason | ''>('');
  const [note, setNote] = useState('');
  return (
    <CommandForm
      onSubmit={() => run('withdraw', { reason, ...(note.trim() === '' ? {} : { note }) })}
      submit={t('action.withdraw')}
      isBusy={isBusy}
      hint={t('action.withdrawHint')}
    >
      <label className="field">
        <span>{t('action.reason')}</span>
        <select
          className="select"
          required
          value={reason}
          onChange={(e) => setReason(e.target.value as WithdrawalReason)}
        >
          <option value="" />
          {WITHDRAWAL_REASONS.map((one) => (
            <option key={one} value={one}>
              {name('withdrawn', one)}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>{t('action.noteOptional')}</span>
        <input maxLength={20_000} value={note} onChange={(e) => setNote(e.target.value)} />
      </label>
    </CommandForm>
  );
}

export function ExtendForm({ run, isBusy }: FormProps) {
  const { t, name } = useWords();
  const [promise, setPromise] = useState<string>('resolution');
  const [reason, setReason] = useState('');
  const submit = () => run('extend', { promise, reason }).then((done) => done && setReason(''));
  return (
    <CommandForm onSubmit={submit} submit={t('action.extend')} isBusy={isBusy} hint={t('action.extendHint')}>
      <label className="field">
        <span>{t('action.extendPromise')}</span>
        <select className="select" value={promise} onChange={(e) => setPromise(e.target.value)}>
          {EXTENDABLE_PROMISES.map((one) => (
            <option key={one} value={one}>
              {name('promise', one)}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>{t('action.reason')}</span>
        <input required maxLength={1_000} value={reason} onChange={(e) => setReason(e.target.value)} />
      </label>
    </CommandForm>
  );
}
