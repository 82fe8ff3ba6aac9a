import { useWords } from '../i18n/language';
import type { Fault } from '../model/channel-shapes';
import { expectationOf } from '../model/fault-words';

/** Faults in plain words: where, what, and what was expected. */
export function FaultList({ faults }: { faults: Fault[] }) {
  const { t, name } = useWords();
  return (
    <ul className="faults">
      {faults.map((fault, index) => (
        <li key={index}>
          <span className="strong">{fault.path === '' ? t('fault.whole') : <code>{fault.path}</code>}</span>
          {t('source.colon')}
          {name('faultReason', fault.reason)}
          <Expected fault={fault} />
        </li>
      ))}
    </ul>
  );
}

function Expected({ fault }: { fault: Fault }) {
  const { t, name } = useWords();
  const expectation = expectationOf(fault);
  if (expectation === null) return null;
  switch (expectation.is) {
    case 'type':
      return <> · {t('fault.expected', { what: name('faultType', expectation.what) })}</>;
    case 'one-of':
      return <> · {t('fault.oneOf', { words: expectation.words })}</>;
    case 'said':
      return (
        <>
          {' '}
          · <q lang="en">{expectation.sentence}</q>
        </>
      );
    default: {
      const size = expectation.characters ? t('fault.characters', { size: expectation.size }) : expectation.size;
      return <> · {expectation.is === 'at-least' ? t('fault.atLeast', { size }) : t('fault.atMost', { size })}</>;
    }
  }
}
