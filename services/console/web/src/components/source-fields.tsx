import { useId } from 'react';
import { useWords } from '../i18n/language';
import { COMMON_CREDENTIALS, COMMON_SETTINGS, MAPPED_FIELDS, needsOf } from '../model/format-needs';
import { ZONES } from '../model/period-choice';
import type { SourceDraft } from '../model/source-draft';
import { PairsEditor } from './pairs-editor';

interface SourceFieldsProps {
  draft: SourceDraft;
  onDraft(draft: SourceDraft): void;
  /** Credentials lie there already and are shown to nobody; given ones replace all. */
  hasCredentials: boolean;
}

/** What may be said of a source at any time. */
export function SourceFields({ draft, onDraft, hasCredentials }: SourceFieldsProps) {
  const { t } = useWords();
  const zones = useId();
  const change = (part: Partial<SourceDraft>) => onDraft({ ...draft, ...part });
  return (
    <>
      <label className="field">
        <span>{t('source.name')}</span>
        <input required maxLength={128} value={draft.name} onChange={(e) => change({ name: e.target.value })} />
      </label>
      <div className="field-row">
        <label className="field grow">
          <span>{t('source.timeZone')}</span>
          <input
            required
            list={zones}
            maxLength={64}
            value={draft.timeZone}
            onChange={(e) => change({ timeZone: e.target.value })}
          />
          <datalist id={zones}>
            {ZONES.map((zone) => (
              <option key={zone} value={zone} />
            ))}
          </datalist>
        </label>
        <RateField
          label={t('source.perSecond')}
          value={draft.itemsPerSecond}
          on={(v) => change({ itemsPerSecond: v })}
        />
        <RateField label={t('source.burst')} value={draft.burst} on={(v) => change({ burst: v })} />
      </div>
      <Pairs draft={draft} change={change} hasCredentials={hasCredentials} />
    </>
  );
}

function RateField({ label, value, on }: { label: string; value: string; on(value: string): void }) {
  return (
    <label className="field rate-field">
      <span>{label}</span>
      <input type="number" min="0.01" step="any" value={value} onChange={(e) => on(e.target.value)} />
    </label>
  );
}

interface PairsProps {
  draft: SourceDraft;
  change(part: Partial<SourceDraft>): void;
  hasCredentials: boolean;
}

function Pairs({ draft, change, hasCredentials }: PairsProps) {
  const { t, name } = useWords();
  const needs = needsOf(draft.format || undefined);
  const showsMapping = needs.mapped || draft.mapping.length > 0;
  return (
    <>
      {showsMapping ? (
        <PairsEditor
          title={t('source.mapping')}
          known={[]}
          pairs={draft.mapping}
          onPairs={(mapping) => change({ mapping })}
          nameLabel={t('source.theirField')}
          valueLabel={t('source.ourField')}
          suggestions={MAPPED_FIELDS}
        />
      ) : null}
      <PairsEditor
        title={t('source.settings')}
        wordsOf={(one) => name('setting', one)}
        known={needs.settings}
        pairs={draft.settings}
        onPairs={(settings) => change({ settings })}
        nameLabel={t('source.settingName')}
        valueLabel={t('source.settingValue')}
        nameSuggestions={COMMON_SETTINGS}
      />
      <PairsEditor
        title={hasCredentials ? t('source.credentialsAgain') : t('source.credentials')}
        wordsOf={(one) => name('credential', one)}
        known={needs.credentials}
        pairs={draft.credentials}
        onPairs={(credentials) => change({ credentials })}
        nameLabel={t('source.settingName')}
        valueLabel={t('source.settingValue')}
        nameSuggestions={COMMON_CREDENTIALS}
        isSecret
      />
    </>
  );
}
