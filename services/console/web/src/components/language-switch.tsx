import { useWords } from '../i18n/language';
import { LANGUAGE_NAMES, type Language } from '../i18n/messages';

export function LanguageSwitch() {
  const { language, choose, t } = useWords();
  return (
    <select
      className="select"
      aria-label={t('language.label')}
      value={language}
      onChange={(event) => choose(event.target.value as Language)}
    >
      {Object.entries(LANGUAGE_NAMES).map(([code, name]) => (
        <option key={code} value={code} lang={code}>
          {name}
        </option>
      ))}
    </select>
  );
}
