/** A term found in a folded text, `end` exclusive. */
export interface TermHit {
  term: number;
  start: number;
  end: number;
}

/** Finds every occurrence of many terms in one pass over the text (Aho–Corasick). */
export interface TermIndex {
  find(folded: string): TermHit[];
}

interface Node {
  next: Map<number, number>;
  fail: number;
  /** Terms that end here, also by way of shorter suffixes. */
  terms: number[];
}

/**
 * Prepares terms in folded form. An English term matches whole words only, a trailing `*` allows any ending;
 * Chinese terms match anywhere.
 */
export function indexTerms(terms: readonly string[]): TermIndex {
  const prefixes = terms.map((term) => term.endsWith('*'));
  const bare = terms.map((term, i) => (prefixes[i] ? term.slice(0, -1) : term));
  const nodes = trieOf(bare);
  linkSuffixes(nodes);
  return {
    find: (folded) => {
      const hits: TermHit[] = [];
      let state = 0;
      for (let i = 0; i < folded.length; i += 1) {
        state = step(nodes, state, folded.charCodeAt(i));
        for (const term of nodes[state]!.terms) {
          const hit = { term, start: i + 1 - bare[term]!.length, end: i + 1 };
          if (!standsAlone(folded, hit, prefixes[term]!)) continue;
          if (prefixes[term]) hit.end = wordEnd(folded, hit.end);
          hits.push(hit);
        }
      }
      return hits;
    },
  };
}

function trieOf(terms: readonly string[]): Node[] {
  const nodes: Node[] = [{ next: new Map(), fail: 0, terms: [] }];
  terms.forEach((term, index) => {
    let at = 0;
    for (let i = 0; i < term.length; i += 1) {
      const unit = term.charCodeAt(i);
      let child = nodes[at]!.next.get(unit);
      if (child === undefined) {
        child = nodes.push({ next: new Map(), fail: 0, terms: [] }) - 1;
        nodes[at]!.next.set(unit, child);
      }
      at = child;
    }
    nodes[at]!.terms.push(index);
  });
  return nodes;
}

// Breadth first, so that a node's shorter suffix is complete before the node asks for it.
function linkSuffixes(nodes: Node[]): void {
  const queue = [...nodes[0]!.next.values()];
  for (let head = 0; head < queue.length; head += 1) {
    const at = queue[head]!;
    for (const [unit, child] of nodes[at]!.next) {
      const suffix = step(nodes, nodes[at]!.fail, unit);
      nodes[child]!.fail = suffix === child ? 0 : suffix;
      nodes[child]!.terms.push(...nodes[nodes[child]!.fail]!.terms);
      queue.push(child);
    }
  }
}

function step(nodes: readonly Node[], from: number, unit: number): number {
  for (let state = from; ; state = nodes[state]!.fail) {
    const next = nodes[state]!.next.get(unit);
    if (next !== undefined) return next;
    if (state === 0) return 0;
  }
}

function standsAlone(folded: string, hit: TermHit, prefix: boolean): boolean {
  const opens = !isWordUnit(folded.charCodeAt(hit.start)) || !isWordUnit(folded.charCodeAt(hit.start - 1));
  return opens && (prefix || !isWordUnit(folded.charCodeAt(hit.end - 1)) || !isWordUnit(folded.charCodeAt(hit.end)));
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
