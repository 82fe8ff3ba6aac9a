import { useState } from 'react';
import { useWords } from '../i18n/language';
import type { FormatFacts, SourceView } from '../model/channel-shapes';
import { useSignedIn } from '../session';
import { pageAddress } from '../use-address';
import { useSending, type Sending } from '../use-sending';
import { Outcome } from './case-actions';
import { CommandForm } from './command-forms';
import { Panel } from './panel';

interface SourceActionsProps {
  source: SourceView;
  proof: FormatFacts['proof'];
  onChanged(): void;
  onRotated(source: SourceView): void;
}

type ActionProps = Omit<SourceActionsProps, 'onChanged'> & { sending: Sending };

/** What an administrator does with a source beside telling it something else. */
export function SourceActions({ onChanged, ...props }: SourceActionsProps) {
  const { t } = useWords();
  const sending = useSending({ forbidden: 'source.forbidden', onDone: onChanged });
  const action = { ...props, sending };
  return (
    <Panel title={t('source.actions')} className="source-actions" query={{ data: props.source, error: null }}>
      <div className="stack">
        <Pause {...action} />
        {props.proof === 'bearer' ? null : <Rotate {...action} />}
        <Remove {...action} />
      </div>
      <Outcome command={sending} />
    </Panel>
  );
}

function Pause({ source, sending }: ActionProps) {
  const { t } = useWords();
  const { api } = useSignedIn();
  const isActive = source.state === 'active';
  const state = isActive ? 'paused' : 'active';
  const submit = () =>
    sending.send(`${state} ${source.changedAt}`, (key) => api.changeSource(source.sourceId, { state }, key));
  return (
    <CommandForm
      onSubmit={submit}
      submit={isActive ? t('source.pause') : t('source.resume')}
      isBusy={sending.isBusy}
      hint={isActive ? t('source.pauseHint') : t('source.resumeHint')}
    />
  );
}

const OVERLAPS = [0, 3_600, 86_400, 604_800, 2_592_000] as const;
const A_DAY = 86_400;

function Rotate({ source, sending, onRotated }: ActionProps) {
  const { t, name } = useWords();
  const { api } = useSignedIn();
  const [overlapSeconds, setOverlap] = useState<number>(A_DAY);
  const [secret, setSecret] = useState('');
  const submit = async () => {
    const body = { overlapSeconds, ...(secret === '' ? {} : { secret }) };
    const said = JSON.stringify(['rotate', body, source.changedAt]);
    const answer = await sending.send(said, (key) => api.rotateSecret(source.sourceId, body, key));
    if (answer === null) return;
    setSecret('');
    onRotated(answer);
  };
  return (
    <details className="second">
      <summary>{t('secret.rotate')}</summary>
      <SecretsInForce source={source} />
      <CommandForm onSubmit={submit} submit={t('secret.rotate')} isBusy={sending.isBusy} hint={t('secret.rotateHint')}>
        <label className="field">
          <span>{t('secret.overlap')}</span>
          <select className="select" value={overlapSeconds} onChange={(e) => setOverlap(Number(e.target.value))}>
            {OVERLAPS.map((seconds) => (
              <option key={seconds} value={seconds}>
                {name('overlap', String(seconds))}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>{t('source.ownSecret')}</span>
          <input
            type="password"
            autoComplete="off"
            maxLength={512}
            value={secret}
            onChange={(e) => setSecret(e.target.value)}
          />
        </label>
      </CommandForm>
    </details>
  );
}

function SecretsInForce({ source }: { source: SourceView }) {
  const { t, date } = useWords();
  const inForce = source.secrets.filter(({ until }) => until === null || Date.parse(until) > Date.now());
  return (
    <ul className="small plain-list" aria-label={t('secret.inForce')}>
      {inForce.map(({ until }, index) => (
        <li key={index}>
          {t('secret.number', { number: index + 1 })}{' '}
          {until === null ? t('secret.noEnd') : t('secret.until', { time: date(until) })}
        </li>
      ))}
    </ul>
  );
}

function Remove({ source, sending }: ActionProps) {
  const { t } = useWords();
  const { api } = useSignedIn();
  const [typed, setTyped] = useState('');
  const submit = async () => {
    const gone = await sending.send(`remove ${source.sourceId}`, (key) => api.removeSource(source.sourceId, key));
    if (gone !== null) location.hash = pageAddress('channels');
  };
  if (source.isDefault) return <p className="muted small">{t('refusal.source-is-default')}</p>;
  return (
    <details className="second">
      <summary>{t('source.remove')}</summary>
      <CommandForm
        onSubmit={submit}
        submit={t('source.removeNow')}
        isBusy={sending.isBusy || typed.trim() !== source.sourceId}
        hint={t('source.removeHint')}
      >
        <label className="field">
          <span>{t('source.typeId', { id: source.sourceId })}</span>
          <input value={typed} spellCheck={false} autoComplete="off" onChange={(e) => setTyped(e.target.value)} />
        </label>
      </CommandForm>
    </details>
  );
}
