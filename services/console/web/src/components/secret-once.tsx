import { useEffect, useRef } from 'react';
import { useWords } from '../i18n/language';
import type { FormatFacts, SourceView } from '../model/channel-shapes';
import { wayOf } from '../model/vendor-address';
import { CopyText } from './copy-text';

interface SecretOnceProps {
  made: SourceView;
  proof: FormatFacts['proof'];
  onKept(): void;
}

/** A secret that nobody can be shown again. */
export function SecretOnce({ made, proof, onKept }: SecretOnceProps) {
  const { t } = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [made.secret]);
  const way = wayOf(made, proof, location.origin);
  return (
    <section className="panel secret-once" aria-labelledby="secret-once">
      <h3 id="secret-once" ref={heading} tabIndex={-1}>
        {t('secret.title')}
      </h3>
      <p>{t('secret.once')}</p>
      {way.is === 'posted' && way.proof === 'address' ? (
        <CopyText label={t('address.withSecret')} text={way.address} />
      ) : (
        <CopyText label={t('secret.secret')} text={made.secret ?? ''} />
      )}
      <div className="button-row end">
        <button type="button" className="button primary" onClick={onKept}>
          {t('secret.kept')}
        </button>
      </div>
    </section>
  );
}
