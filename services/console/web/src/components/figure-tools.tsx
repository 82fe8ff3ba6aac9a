import { useWords } from '../i18n/language';
import { PERIOD_NAMES, ZONES, type PeriodChoice } from '../model/period-choice';

interface FigureToolsProps {
  choice: PeriodChoice;
  onChoice(choice: PeriodChoice): void;
  isValid: boolean;
}

/** Which promises are counted, and as known when. */
export function FigureTools({ choice, onChoice, isValid }: FigureToolsProps) {
  const { t } = useWords();
  const change = (part: Partial<PeriodChoice>) => onChoice({ ...choice, ...part });
  return (
    <section className="figure-tools" aria-label={t('figures.choice')}>
      <div className="chooser" role="group" aria-label={t('figures.period')}>
        {PERIOD_NAMES.map((name) => (
          <button
            key={name}
            type="button"
            className="chip"
            aria-pressed={choice.name === name}
            onClick={() => change({ name })}
          >
            {t(`periodName.${name}`)}
          </button>
        ))}
      </div>
      {choice.name === 'own' ? <OwnDates choice={choice} change={change} /> : null}
      <label className="field side">
        <span>{t('figures.zone')}</span>
        <select className="select" value={choice.zone} onChange={(e) => change({ zone: e.target.value })}>
          {ZONES.map((zone) => (
            <option key={zone}>{zone}</option>
          ))}
        </select>
      </label>
      <label className="field side">
        <span>{t('figures.asOf')}</span>
        <input type="datetime-local" value={choice.asOf} onChange={(e) => change({ asOf: e.target.value })} />
      </label>
      {choice.asOf === '' ? null : (
        <button type="button" className="button" onClick={() => change({ asOf: '' })}>
          {t('figures.now')}
        </button>
      )}
      <p className="bad-text" role="alert">
        {isValid ? '' : t('figures.badChoice')}
      </p>
    </section>
  );
}

function OwnDates({ choice, change }: { choice: PeriodChoice; change(part: Partial<PeriodChoice>): void }) {
  const { t } = useWords();
  return (
    <>
      <label className="field side">
        <span>{t('figures.firstDay')}</span>
        <input type="date" value={choice.firstDay} onChange={(e) => change({ firstDay: e.target.value })} />
      </label>
      <label className="field side">
        <span>{t('figures.lastDay')}</span>
        <input type="date" value={choice.lastDay} onChange={(e) => change({ lastDay: e.target.value })} />
      </label>
    </>
  );
}
