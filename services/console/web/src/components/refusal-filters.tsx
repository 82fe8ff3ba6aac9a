import { useWords } from '../i18n/language';
import { REFUSAL_STATES, type SourceView } from '../model/channel-shapes';
import type { RefusalFilter } from '../model/refusal-filter';

interface RefusalFiltersProps {
  filter: RefusalFilter;
  onFilter(filter: RefusalFilter): void;
  sources: SourceView[];
  isValid: boolean;
}

/** Which refusals are looked at. */
export function RefusalFilters({ filter, onFilter, sources, isValid }: RefusalFiltersProps) {
  const { t } = useWords();
  const change = (part: Partial<RefusalFilter>) => onFilter({ ...filter, ...part });
  const isRemoved = filter.sourceId !== '' && !sources.some(({ sourceId }) => sourceId === filter.sourceId);
  return (
    <section className="figure-tools" aria-label={t('refused.filter')}>
      <div className="chooser" role="group" aria-label={t('refused.state')}>
        {([...REFUSAL_STATES, ''] as const).map((state) => (
          <button
            key={state}
            type="button"
            className="chip"
            aria-pressed={filter.state === state}
            onClick={() => change({ state })}
          >
            {state === '' ? t('refused.anyState') : t(`refusalState.${state}`)}
          </button>
        ))}
      </div>
      <label className="field side">
        <span>{t('source.source')}</span>
        <select className="select" value={filter.sourceId} onChange={(e) => change({ sourceId: e.target.value })}>
          <option value="">{t('refused.anySource')}</option>
          {isRemoved ? <option>{filter.sourceId}</option> : null}
          {sources.map(({ sourceId, name }) => (
            <option key={sourceId} value={sourceId}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label className="field side">
        <span>{t('refused.from')}</span>
        <input type="datetime-local" value={filter.from} onChange={(e) => change({ from: e.target.value })} />
      </label>
      <label className="field side">
        <span>{t('refused.to')}</span>
        <input type="datetime-local" value={filter.to} onChange={(e) => change({ to: e.target.value })} />
      </label>
      <p className="bad-text" role="alert">
        {isValid ? '' : t('refused.badTime')}
      </p>
    </section>
  );
}
