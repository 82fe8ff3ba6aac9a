import { useState } from 'react';
import { useWords } from '../i18n/language';
import { AXES, labelOf, type Axis } from '../model/api-shapes';
import { LABEL_WORDS, VISIT_OUTCOMES } from '../model/vocabulary';
import { CommandForm, type FormProps } from './command-forms';

/** What a visit after the resolution found. */
export function FollowUpForm({ run, isBusy }: FormProps) {
  const { t, name } = useWords();
  const [outcome, setOutcome] = useState<string>('');
  const [note, setNote] = useState('');
  return (
    <CommandForm
      onSubmit={() => run('follow-up', { outcome, ...(note.trim() === '' ? {} : { note }) })}
      submit={t('action.followUp')}
      isBusy={isBusy}
      hint={t('action.followUpHint')}
    >
      <label className="field">
        <span>{t('action.outcome')}</span>
        <select className="select" required value={outcome} onChange={(e) => setOutcome(e.target.value)}>
          <option value="" />
          {VISIT_OUTCOMES.map((one) => (
            <option key={one} value={one}>
              {name('visit', one)}
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

/** Corrects labels; only those that were changed are sent. */
export function ReclassifyForm({ detail, run, isBusy }: FormProps) {
  const { t, name } = useWords();
  const [changed, setChanged] = useState<Partial<Record<Axis, string>>>({});
  const isChanged = Object.keys(changed).length > 0;
  const choose = (axis: Axis, value: string) => {
    const { [axis]: _, ...others } = changed;
    setChanged(value === labelOf(detail.labels, axis)?.value ? others : { ...others, [axis]: value });
  };
  return (
    <CommandForm
      onSubmit={() => run('reclassify', changed).then((done) => done && setChanged({}))}
      submit={t('action.reclassify')}
      isBusy={isBusy || !isChanged}
      hint={t('action.reclassifyHint')}
    >
      <div className="label-fields">
        {AXES.map((axis) => (
          <label key={axis} className="field">
            <span>{name('axis', axis)}</span>
            <select
              className="select"
              value={changed[axis] ?? labelOf(detail.labels, axis)?.value ?? ''}
              onChange={(e) => choose(axis, e.target.value)}
            >
              {LABEL_WORDS[axis].map((word) => (
                <option key={word} value={word}>
                  {name(axis, word)}
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
    </CommandForm>
  );
}
