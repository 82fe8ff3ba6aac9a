import { useState } from 'react';
import { ApiError } from '../api';
import { useWords, type Words } from '../i18n/language';
import type { PeriodQuery } from '../model/period-choice';
import type { CheckpointItem, RateAnswer } from '../model/promise-figures';
import { shortHash } from '../model/promises';
import { useSignedIn } from '../session';
import { useQuery, type Query } from '../use-query';
import { Panel } from './panel';
import { saveFile } from './save-file';

interface SealPanelProps {
  /** The one that the figure can be proved with. */
  checkpoint: RateAnswer['checkpoint'];
  query: Query<RateAnswer>;
  period: PeriodQuery;
}

/** What seals the figure, and the file with which anybody recomputes it. */
export function SealPanel({ checkpoint, query, period }: SealPanelProps) {
  const { t } = useWords();
  return (
    <Panel title={t('figures.sealTitle')} className="seal-panel" query={query}>
      {checkpoint === null ? (
        <p className="empty">{t('seal.none')}</p>
      ) : (
        <Sealed number={checkpoint.number} sealedAt={checkpoint.sealedAt} period={period} />
      )}
    </Panel>
  );
}

function Sealed({ number, sealedAt, period }: { number: number; sealedAt: string; period: PeriodQuery }) {
  const words = useWords();
  const { t, dateIn } = words;
  const { api } = useSignedIn();
  const { data } = useQuery('checkpoint', number, (signal) => api.checkpoint(number, signal));
  const entries = [
    [t('seal.number'), words.number(number)],
    [t('seal.at'), dateIn(period.zone, sealedAt)],
    ...(data ? sealEntries(data, words) : []),
  ];
  return (
    <>
      <dl className="seal">
        {entries.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="small">{t('seal.how')}</p>
      <code className="command">hearback verify hearback-proof.json.gz --key {data?.keyId ?? '…'}</code>
      <Download period={period} />
    </>
  );
}

function sealEntries({ events, keyId, root }: CheckpointItem, { t, number }: Words): [string, string][] {
  return [
    [t('seal.events'), number(events)],
    [t('seal.key'), keyId],
    [t('seal.root'), shortHash(root)],
  ];
}

function Download({ period }: { period: PeriodQuery }) {
  const words = useWords();
  const { t } = words;
  const { api } = useSignedIn();
  const [isBusy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<{ ok: boolean; words: string } | null>(null);
  const download = async () => {
    setBusy(true);
    setOutcome(null);
    try {
      const proof = await api.proof(period);
      saveFile(proof);
      setOutcome({ ok: true, words: t('seal.done', { name: proof.name }) });
    } catch (error) {
      setOutcome({ ok: false, words: failureWords(error, words) });
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="button-row">
      <button type="button" className="button primary" disabled={isBusy} onClick={() => void download()}>
        {isBusy ? t('seal.busy') : t('seal.download')}
      </button>
      <p className={outcome?.ok === false ? 'bad-text small' : 'small'} role="status">
        {outcome?.words ?? ''}
      </p>
    </div>
  );
}

function failureWords(error: unknown, { t }: Words): string {
  if (!(error instanceof ApiError)) return t('state.failed');
  if (error.reason === 'busy') return t('seal.busyElsewhere', { seconds: error.retryAfterSeconds ?? 10 });
  if (error.reason === 'nothing-sealed') return t('seal.none');
  return error.title === '' ? t('state.failed') : t('seal.failed', { detail: error.title });
}
