import { useState } from 'react';
import { useWords } from '../i18n/language';
import { CHANNEL_SERVICES } from '../model/channel-rows';
import type { FormatFacts, SourceView } from '../model/channel-shapes';
import { needsOf } from '../model/format-needs';
import { creationOf, EMPTY_DRAFT, withFormat, type SourceDraft } from '../model/source-draft';
import { mayAdminister, useSignedIn } from '../session';
import { pageAddress, sourceAddress } from '../use-address';
import { useQuery } from '../use-query';
import { useSending } from '../use-sending';
import { Outcome } from './case-actions';
import { CommandForm } from './command-forms';
import { Panel } from './panel';
import { SourceFields } from './source-fields';

const CHANNELS = Object.keys(CHANNEL_SERVICES) as SourceView['channel'][];

/** The form of a new source. Its secret is in the answer only, so the answer is handed on and the source is shown. */
export function NewSource({ onMade }: { onMade(made: SourceView): void }) {
  const { t } = useWords();
  const { api, session } = useSignedIn();
  const formats = useQuery('formats', 0, (signal) => api.formats(signal));
  const [draft, setDraft] = useState<SourceDraft>(EMPTY_DRAFT);
  const sending = useSending({ forbidden: 'source.forbidden', onDone: () => undefined });
  const submit = async () => {
    const body = creationOf(draft);
    const made = await sending.send(JSON.stringify(body), (key) => api.createSource(body, key));
    if (made === null) return;
    onMade(made);
    location.hash = sourceAddress(made.sourceId);
  };
  const back = (
    <a className="button" href={pageAddress('channels')}>
      {t('source.back')}
    </a>
  );
  if (!mayAdminister(session)) return <p className="panel">{t('source.forbidden')}</p>;
  return (
    <Panel title={t('source.new')} className="source-form" query={formats} aside={back}>
      <CommandForm onSubmit={submit} submit={t('source.create')} isBusy={sending.isBusy} primary>
        <Kind draft={draft} onDraft={setDraft} formats={formats.data?.items ?? []} />
        <SourceFields draft={draft} onDraft={setDraft} hasCredentials={false} />
      </CommandForm>
      <Outcome command={sending} />
    </Panel>
  );
}

interface KindProps {
  draft: SourceDraft;
  onDraft(draft: SourceDraft): void;
  formats: FormatFacts[];
}

/** What is said once of a source: its channel, its format and its id. */
function Kind({ draft, onDraft, formats }: KindProps) {
  const { t, name } = useWords();
  const ofChannel = formats.filter(({ channels }) => channels.includes(draft.channel));
  const chosen = ofChannel.find((format) => format.name === draft.format);
  const onChannel = (channel: SourceView['channel']) => {
    const isRead = formats.some((format) => format.name === draft.format && format.channels.includes(channel));
    onDraft(withFormat({ ...draft, channel }, isRead ? draft.format : ''));
  };
  return (
    <>
      <div className="field-row">
        <label className="field grow">
          <span>{t('channels.channel')}</span>
          <select
            className="select"
            value={draft.channel}
            onChange={(e) => onChannel(e.target.value as SourceView['channel'])}
          >
            {CHANNELS.map((channel) => (
              <option key={channel} value={channel}>
                {name('channel', channel)}
              </option>
            ))}
          </select>
        </label>
        <label className="field grow">
          <span>{t('source.format')}</span>
          <select className="select" value={draft.format} onChange={(e) => onDraft(withFormat(draft, e.target.value))}>
            <option value="">{t('source.ownFormat')}</option>
            {ofChannel.map((format) => (
              <option key={format.name}>{format.name}</option>
            ))}
          </select>
        </label>
      </div>
      <p className="muted small">{formatWords(chosen, { t, name })}</p>
      <IdAndSecret draft={draft} onDraft={onDraft} proof={proofOf(chosen)} />
    </>
  );
}

/** How what it takes comes in, and what it needs for that. */
function formatWords(format: FormatFacts | undefined, { t, name }: Pick<ReturnType<typeof useWords>, 't' | 'name'>) {
  const { asks = false, pushes = !asks, mapped = false } = needsOf(format?.name);
  const sentences = [
    { isSo: asks, words: t('source.asks') },
    { isSo: pushes, words: name('proof', proofOf(format)) },
    { isSo: mapped && format !== undefined, words: t('source.mapped') },
  ];
  return sentences
    .filter(({ isSo }) => isSo)
    .map(({ words }) => words)
    .join(' ');
}

/** A source without a format takes bearer keys. */
function proofOf(format: FormatFacts | undefined): FormatFacts['proof'] {
  return format?.proof ?? 'bearer';
}

type IdAndSecretProps = Omit<KindProps, 'formats'> & { proof: FormatFacts['proof'] };

function IdAndSecret({ draft, onDraft, proof }: IdAndSecretProps) {
  const { t } = useWords();
  return (
    <div className="field-row">
      <label className="field grow">
        <span>{t('source.id')}</span>
        <input
          pattern="[a-z0-9][a-z0-9\-]{1,62}"
          title={t('source.idRule')}
          value={draft.sourceId}
          spellCheck={false}
          onChange={(e) => onDraft({ ...draft, sourceId: e.target.value })}
        />
      </label>
      {proof === 'bearer' ? null : (
        <label className="field grow">
          <span>{t('source.ownSecret')}</span>
          <input
            type="password"
            autoComplete="off"
            maxLength={512}
            value={draft.secret}
            onChange={(e) => onDraft({ ...draft, secret: e.target.value })}
          />
        </label>
      )}
    </div>
  );
}
