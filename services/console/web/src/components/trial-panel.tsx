import { useState } from 'react';
import { useWords } from '../i18n/language';
import type { SourceView, Trial, TriedItem } from '../model/channel-shapes';
import { fieldLines } from '../model/field-lines';
import { contentTypeOf } from '../model/vendor-address';
import { useSignedIn } from '../session';
import { useSending } from '../use-sending';
import { Outcome } from './case-actions';
import { CommandForm } from './command-forms';
import { FaultList } from './fault-list';
import { Panel } from './panel';

/** Tries a payload as the source would read it now: what would come of it, or what is wrong where. Nothing is kept. */
export function TrialPanel({ source }: { source: SourceView }) {
  const { t } = useWords();
  const { api } = useSignedIn();
  const [text, setText] = useState('');
  const [chosenType, setType] = useState<string | null>(null);
  const [trial, setTrial] = useState<Trial | null>(null);
  const sending = useSending({ forbidden: 'source.forbidden', onDone: () => undefined });
  const contentType = chosenType ?? contentTypeOf(text);
  const submit = async () => {
    const sample = { text, contentType };
    setTrial(await sending.send(JSON.stringify(sample), () => api.trySample(source, sample)));
  };
  return (
    <Panel title={t('trial.title')} className="trial-panel" query={{ data: source, error: null }}>
      <CommandForm onSubmit={submit} submit={t('trial.try')} isBusy={sending.isBusy} hint={t('trial.hint')}>
        <label className="field">
          <span>{t('trial.sample')}</span>
          <textarea required rows={6} spellCheck={false} value={text} onChange={(e) => setText(e.target.value)} />
        </label>
        <label className="field inline">
          <span>{t('trial.contentType')}</span>
          <input required value={contentType} spellCheck={false} onChange={(e) => setType(e.target.value)} />
        </label>
      </CommandForm>
      <Outcome command={sending} />
      {trial ? <TrialResult trial={trial} /> : null}
    </Panel>
  );
}

function TrialResult({ trial }: { trial: Trial }) {
  const { t } = useWords();
  const tried = [...trial.items, ...trial.replies];
  return (
    <section className="trial-result" aria-label={t('trial.result')} role="region" aria-live="polite">
      {trial.kind === 'ignored' ? (
        <p>
          {t('trial.ignored')}
          {trial.why ? <q lang="en">{trial.why}</q> : null}
        </p>
      ) : null}
      {trial.kind === 'read' && tried.length === 0 ? <p>{t('trial.nothing')}</p> : null}
      {tried.map((item, index) => (
        <Tried key={index} item={item} />
      ))}
    </section>
  );
}

function Tried({ item }: { item: TriedItem }) {
  const { t, name, date } = useWords();
  if (!item.accepted)
    return (
      <>
        <h3 className="bad-text">
          <span aria-hidden="true">✕ </span>
          {t('trial.refused', { number: item.index + 1 })}
        </h3>
        <FaultList faults={item.faults} />
      </>
    );
  return (
    <>
      <h3 className="ok-text">
        <span aria-hidden="true">✓ </span>
        {t('trial.accepted', { number: item.index + 1, what: name('says', item.says) })}
      </h3>
      <dl className="fact-lines">
        {fieldLines(item.fields).map(({ path, is, text }) => (
          <div key={path}>
            <dt>{name('field', path)}</dt>
            <dd>{is === 'time' ? date(text) : text}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
