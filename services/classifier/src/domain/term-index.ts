import { indexLiterals } from './literal-index';

export interface TermIndex {
  /** Calls `found` for each occurrence of a term in a folded text, `end` exclusive. */
  find(folded: string, found: (term: number, start: number, end: number) => void): void;
}

/**
 * Prepares terms in folded form. An English term matches whole words only, a trailing `*` allows any ending;
 * Chinese terms match anywhere.
 */
export function indexTerms(terms: readonly string[]): TermIndex {
  const prefixes = terms.map((term) => term.endsWith('*'));
  const bare = terms.map((term, i) => (prefixes[i] ? term.slice(0, -1) : term));
  const lengths = bare.map((term) => term.length);
  // Only a term that begins or ends with a letter or a digit could stand inside a longer word.
  const opensWord = bare.map((term) => isWordUnit(term.charCodeAt(0)));
  const closesWord = bare.map((term, i) => !prefixes[i] && isWordUnit(term.charCodeAt(term.length - 1)));
  const literals = indexLiterals(bare);
  return {
    find: (folded, found) =>
      literals.scan(folded, (term, end) => {
        const start = end - lengths[term]!;
        if (opensWord[term] && isWordUnit(folded.charCodeAt(start - 1))) return;
        if (closesWord[term] && isWordUnit(folded.charCodeAt(end))) return;
        found(term, start, prefixes[term] ? wordEnd(folded, end) : end);
      }),
  };
}

function wordEnd(folded: string, from: number): number {
  let end = from;
  while (isWordUnit(folded.charCodeAt(end))) end += 1;
  return end;
}

// Latin letters and digits make words; NaN (beyond either end) does not.
function isWordUnit(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x30 && unit <= 0x39);
}
