import { useState } from 'react';
import { useWords } from '../i18n/language';

/** Words to be taken along as they are. Where the browser gives pages no clipboard (no TLS), they can be selected. */
export function CopyText({ label, text }: { label: string; text: string }) {
  const { t } = useWords();
  const [isCopied, setCopied] = useState(false);
  const copy = () => navigator.clipboard?.writeText(text).then(() => setCopied(true));
  return (
    <div className="field-row copy-text">
      <label className="field grow">
        <span>{label}</span>
        <textarea readOnly rows={2} spellCheck={false} value={text} onFocus={(e) => e.target.select()} />
      </label>
      {navigator.clipboard ? (
        <button type="button" className="button" onClick={() => void copy()}>
          {isCopied ? t('copy.done') : t('copy.copy')}
        </button>
      ) : null}
    </div>
  );
}
