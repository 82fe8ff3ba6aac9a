import { useId } from 'react';
import { useWords } from '../i18n/language';
import type { FormatFacts, SourceView } from '../model/channel-shapes';
import { wayOf } from '../model/vendor-address';
import { CopyText } from './copy-text';

/** What to give to the vendor. */
export function VendorAddress({ source, proof }: { source: SourceView; proof: FormatFacts['proof'] }) {
  const { t, name } = useWords();
  const id = useId();
  const way = wayOf({ ...source, secret: undefined } as SourceView, proof, location.origin);
  return (
    <section className="panel address-panel" aria-labelledby={id}>
      <header className="panel-head">
        <h2 id={id}>{t('address.title')}</h2>
      </header>
      {way.is === 'asked' ? (
        <p>{t('address.asked')}</p>
      ) : (
        <>
          <CopyText label={t('address.post')} text={way.address} />
          <p className="small">
            {name('proof', way.proof)} {way.also ? t('address.also') : null}
          </p>
          <p className="muted small">{t('address.public')}</p>
        </>
      )}
    </section>
  );
}
