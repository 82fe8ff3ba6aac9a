import { useWords, type Words } from '../i18n/language';
import type { MessageKey } from '../i18n/messages';
import type { Fact } from '../model/facts';
import { shortHash } from '../model/promises';
import { caseAddress } from '../use-address';

/** What an entry or event says, one after the other on a line. */
export function Facts({ facts }: { facts: Fact[] }) {
  if (facts.length === 0) return null;
  return (
    <p className="facts">
      {facts.map((fact, i) => (
        <span key={i} className="fact">
          <FactWords fact={fact} />
        </span>
      ))}
    </p>
  );
}

function FactWords({ fact }: { fact: Fact }) {
  const words = useWords();
  if (fact.is === 'case') return <a href={caseAddress(fact.caseId)}>{words.t(`fact.${fact.what}`)}</a>;
  if (fact.is === 'id') return <span title={fact.id}>{sentence(words, fact.what, fact.id.slice(0, 8))}</span>;
  return <>{factText(fact, words)}</>;
}

function factText(fact: Exclude<Fact, { is: 'case' | 'id' }>, words: Words): string {
  switch (fact.is) {
    case 'name':
      return sentence(words, fact.what, words.name(fact.family, fact.word));
    case 'change': {
      const { family, from, to } = fact;
      const values = { axis: words.name('axis', family), from: words.name(family, from), to: words.name(family, to) };
      return words.t('fact.change', values);
    }
    case 'time':
      return sentence(words, fact.what, words.date(fact.at));
    case 'text':
      return sentence(words, fact.what, fact.text);
    case 'span':
      return sentence(words, fact.what, words.span(fact.seconds));
    case 'note':
      return sentence(words, fact.what, '');
  }
}

function sentence({ t }: Words, what: string, value: string): string {
  return t(`fact.${what}` as MessageKey, { value });
}

/** A hash that can be compared by eye; all of it stands in its title. */
export function Hash({ hash }: { hash: string }) {
  const { t } = useWords();
  return (
    <code className="hash" title={hash}>
      {t('promises.hash', { hash: shortHash(hash) })}
    </code>
  );
}
