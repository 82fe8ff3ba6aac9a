import { useState } from 'react';
import { useWords } from '../i18n/language';
import type { SourceView } from '../model/channel-shapes';
import { changeOf, draftOf } from '../model/source-draft';
import { useSignedIn } from '../session';
import { useSending, type Sending } from '../use-sending';
import { Outcome } from './case-actions';
import { CommandForm } from './command-forms';
import { Panel } from './panel';
import { SourceFields } from './source-fields';

interface SourceSettingsProps {
  source: SourceView;
  onChanged(): void;
  isAdmin: boolean;
}

/** What the source was told, to be changed by administrators. Secrets and credentials are shown to nobody. */
export function SourceSettings({ source, onChanged, isAdmin }: SourceSettingsProps) {
  const { t } = useWords();
  const sending = useSending({ forbidden: 'source.forbidden', onDone: onChanged });
  return (
    <Panel title={t('source.settingsTitle')} className="source-form" query={{ data: source, error: null }}>
      {/* Another person's change begins the form anew, so that nobody saves over it unseen. */}
      {isAdmin ? <SettingsForm key={source.changedAt} source={source} sending={sending} /> : <Facts source={source} />}
      {isAdmin ? <Outcome command={sending} /> : null}
    </Panel>
  );
}

function SettingsForm({ source, sending }: { source: SourceView; sending: Sending }) {
  const { t } = useWords();
  const { api } = useSignedIn();
  const [draft, setDraft] = useState(() => draftOf(source));
  const body = changeOf(source, draft);
  const isSame = Object.keys(body).length === 0;
  const submit = () => sending.send(JSON.stringify(body), (key) => api.changeSource(source.sourceId, body, key));
  return (
    <CommandForm onSubmit={submit} submit={t('source.save')} isBusy={sending.isBusy || isSame} primary>
      <SourceFields draft={draft} onDraft={setDraft} hasCredentials={source.hasCredentials} />
    </CommandForm>
  );
}

function Facts({ source }: { source: SourceView }) {
  const { t, name, number } = useWords();
  const { rate, timeZone, mapping, settings, hasCredentials } = source;
  return (
    <dl className="fact-lines">
      <Fact what={t('source.timeZone')} value={timeZone} />
      <Fact what={t('source.perSecond')} value={number(rate.itemsPerSecond)} />
      <Fact what={t('source.burst')} value={number(rate.burst)} />
      {Object.entries(mapping).map(([theirs, ours]) => (
        <Fact key={`m ${theirs}`} what={`${t('source.mapping')} · ${theirs}`} value={ours} />
      ))}
      {Object.entries(settings).map(([setting, value]) => (
        <Fact key={`s ${setting}`} what={name('setting', setting)} value={value} />
      ))}
      <Fact what={t('source.credentials')} value={hasCredentials ? t('source.given') : t('source.notGiven')} />
    </dl>
  );
}

function Fact({ what, value }: { what: string; value: string }) {
  return (
    <div>
      <dt>{what}</dt>
      <dd>{value}</dd>
    </div>
  );
}
