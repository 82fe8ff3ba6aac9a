import { indexLiterals } from './literal-index';

export interface PatternIndex {
  /** Calls `found` for each match of each pattern in a folded text, pattern by pattern, `end` exclusive. */
  find(folded: string, found: (pattern: number, start: number, end: number) => void): void;
}

const HAN = /[\u3400-\u9fff]/;

/**
 * Prepares patterns. Few of them match in any one text, so a pattern is tried only where the text holds a literal of each
 * of its parts, which one pass over the text tells. One with Chinese words is for texts with Chinese characters.
 */
export function indexPatterns(sources: readonly string[]): PatternIndex {
  const patterns = sources.map((source) => ({ expression: new RegExp(source, 'g'), han: HAN.test(source) }));
  const { partsOf, partsWith, literals, parts } = partsOfAll(sources.map(cuesOf));
  const index = indexLiterals(literals);
  const seen = new Uint8Array(parts);
  return {
    find: (folded, found) => {
      seen.fill(0);
      index.scan(folded, (literal) => {
        for (const part of partsWith[literal]!) seen[part] = 1;
      });
      const han = HAN.test(folded);
      patterns.forEach(({ expression, han: needsHan }, pattern) => {
        if ((needsHan && !han) || !partsOf[pattern]!.every((part) => seen[part] === 1)) return;
        for (const { index: start, 0: matched } of folded.matchAll(expression))
          found(pattern, start, start + matched.length);
      });
    },
  };
}

const TOKEN = /(\[(?:\\.|[^\]])*\]|\((?:\\.|[^()])*\)|\\.|[^])([?*+]|\{\d+,?\d*\})?/g;

/**
 * For each part that every match of a pattern holds, the literals of which one must stand there:
 * `卡.{0,4}(吞了|被吞)` gives [卡] and [吞了, 被吞]. Parts that are too odd to tell are left out, so no match is missed.
 */
export function cuesOf(source: string): string[][] {
  const tokens = [...source.matchAll(TOKEN)].map(([, atom, quantifier = '']) => ({ atom: atom!, quantifier }));
  // An alternative at the top or a group in a group: nothing is certain.
  if (tokens.some(({ atom }) => '|()'.includes(atom))) return [];
  const parts: string[][] = [];
  let run = '';
  for (const { atom, quantifier } of tokens) {
    const optional = /^[?*]|^\{0/.test(quantifier);
    const literal = literalOf(atom);
    if (!optional) run += literal;
    if (literal !== '' && quantifier === '') continue;
    parts.push([run], optional ? [] : alternativesOf(atom));
    run = '';
  }
  return [...parts, [run]].filter((part) => part.length > 0 && part.every((literal) => literal.trim() !== ''));
}

// Empty for what stands for more than one character.
function literalOf(atom: string): string {
  if (/^\\\W$/.test(atom)) return atom.slice(1);
  return atom.length === 1 && !'.^$'.includes(atom) ? atom : '';
}

// The longest literal of each alternative of a group.
function alternativesOf(atom: string): string[] {
  if (!atom.startsWith('(') || atom.startsWith('(?')) return [];
  return atom
    .slice(1, -1)
    .split('|')
    .map((alternative) =>
      cuesOf(alternative).reduce((longest, [cue]) => (cue!.length > longest.length ? cue! : longest), ''),
    );
}

interface Parts {
  partsOf: number[][];
  literals: string[];
  partsWith: number[][];
  parts: number;
}

// Patterns share parts: each has one number, and each literal knows the parts it stands for.
function partsOfAll(cues: readonly string[][][]): Parts {
  const numbers = new Map<string, number>();
  const partsByLiteral = new Map<string, Set<number>>();
  const numberOf = (part: readonly string[]) => {
    const name = part.join('|');
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    for (const literal of part)
      partsByLiteral.set(literal, (partsByLiteral.get(literal) ?? new Set<number>()).add(number));
    return number;
  };
  const partsOf = cues.map((parts) => parts.map(numberOf));
  return {
    partsOf,
    literals: [...partsByLiteral.keys()],
    partsWith: [...partsByLiteral.values()].map((of) => [...of]),
    parts: numbers.size,
  };
}
