/** Finds every occurrence of many literals in one pass over a text (Aho–Corasick). */
export interface LiteralIndex {
  /** Calls `found` for each occurrence, by where it ends (exclusive), the longest of one end first. */
  scan(text: string, found: (literal: number, end: number) => void): void;
}

interface Node {
  next: Map<number, number>;
  fail: number;
  /** Literals that end here, also by way of shorter suffixes. */
  ends: number[];
}

export function indexLiterals(literals: readonly string[]): LiteralIndex {
  const nodes = trieOf(literals);
  linkSuffixes(nodes);
  const { fromRoot, child } = transitions(nodes);
  const fail = Uint16Array.from(nodes, (node) => node.fail);
  const ends = nodes.map((node) => (node.ends.length === 0 ? null : node.ends));
  return {
    scan: (text, found) => {
      let state = 0;
      for (let i = 0; i < text.length; i += 1) {
        const unit = text.charCodeAt(i);
        let next = 0;
        while (state !== 0 && (next = child(state, unit)) === 0) state = fail[state]!;
        state = state === 0 ? fromRoot[unit]! : next;
        const ending = ends[state]!;
        if (ending !== null) for (let k = 0; k < ending.length; k += 1) found(ending[k]!, i + 1);
      }
    },
  };
}

function trieOf(literals: readonly string[]): Node[] {
  const nodes: Node[] = [{ next: new Map(), fail: 0, ends: [] }];
  literals.forEach((literal, index) => {
    let at = 0;
    for (let i = 0; i < literal.length; i += 1) {
      const unit = literal.charCodeAt(i);
      let child = nodes[at]!.next.get(unit);
      if (child === undefined) {
        child = nodes.push({ next: new Map(), fail: 0, ends: [] }) - 1;
        nodes[at]!.next.set(unit, child);
      }
      at = child;
    }
    nodes[at]!.ends.push(index);
  });
  return nodes;
}

// Breadth first, so that a node's shorter suffix is complete before the node asks for it.
function linkSuffixes(nodes: Node[]): void {
  const queue = [...nodes[0]!.next.values()];
  for (let head = 0; head < queue.length; head += 1) {
    const at = queue[head]!;
    for (const [unit, child] of nodes[at]!.next) {
      nodes[child]!.fail = suffixOf(nodes, nodes[at]!.fail, unit);
      nodes[child]!.ends.push(...nodes[nodes[child]!.fail]!.ends);
      queue.push(child);
    }
  }
}

function suffixOf(nodes: readonly Node[], from: number, unit: number): number {
  for (let state = from; ; state = nodes[state]!.fail) {
    const next = nodes[state]!.next.get(unit);
    if (next !== undefined) return next;
    if (state === 0) return 0;
  }
}

interface Transitions {
  fromRoot: Uint16Array;
  /** 0 when the state has no such child. */
  child(state: number, unit: number): number;
}

// Flat tables: the step is taken for each character of each text, and maps of objects cost ten times as much. States fit
// into 16 bits; rules with more than 65,535 characters would need wider ones.
function transitions(nodes: readonly Node[]): Transitions {
  if (nodes.length > 0xffff) throw new Error('too many literals for one index');
  const fromRoot = new Uint16Array(0x10000);
  const bits = Math.ceil(Math.log2(nodes.length + 1)) + 1;
  const [shift, mask] = [32 - bits, 2 ** bits - 1];
  // Open addressing, at most half full; key 0 (the root's) marks a free slot.
  const keys = new Int32Array(mask + 1);
  const children = new Uint16Array(mask + 1);
  const slotOf = (key: number): number => {
    let slot = Math.imul(key, 0x9e3779b1) >>> shift;
    while (keys[slot] !== key && keys[slot] !== 0) slot = (slot + 1) & mask;
    return slot;
  };
  nodes.forEach(({ next }, state) => {
    for (const [unit, to] of next) {
      if (state === 0) fromRoot[unit] = to;
      else {
        const key = (state << 16) | unit;
        const slot = slotOf(key);
        keys[slot] = key;
        children[slot] = to;
      }
    }
  });
  return { fromRoot, child: (state, unit) => children[slotOf((state << 16) | unit)]! };
}
