/** JSON as it is written: numbers and strings keep their very characters, members their order. */
export type JsonTree =
  | { kind: 'object'; members: [key: string, value: JsonTree][] }
  | { kind: 'list'; elements: JsonTree[] }
  | { kind: 'scalar'; text: string };

const TOKEN = /\s*([{}[\],:]|"(?:[^"\\]|\\.)*"|[^\s{}[\],:"]+)/gsy;

/** Reads text that is JSON. JSON.parse would round ids of 64 bits. @throws SyntaxError when it is none */
export function readTree(json: string): JsonTree {
  JSON.parse(json);
  const tokens = [...json.matchAll(TOKEN)].map((match) => match[1]!);
  let at = 0;
  const value = (): JsonTree => {
    const token = tokens[at++]!;
    if (token === '{') return { kind: 'object', members: listed('}', () => [key(), value()]) };
    if (token === '[') return { kind: 'list', elements: listed(']', value) };
    return { kind: 'scalar', text: token };
  };
  const key = (): string => {
    at += 2;
    return tokens[at - 2]!;
  };
  const listed = <T>(end: string, read: () => T): T[] => {
    const found: T[] = [];
    while (tokens[at] !== end) {
      found.push(read());
      if (tokens[at] === ',') at++;
    }
    at++;
    return found;
  };
  return value();
}

/** Writes a tree without blanks. */
export function writeTree(tree: JsonTree): string {
  if (tree.kind === 'scalar') return tree.text;
  if (tree.kind === 'list') return `[${tree.elements.map(writeTree).join(',')}]`;
  return `{${tree.members.map(([key, value]) => `${key}:${writeTree(value)}`).join(',')}}`;
}

/** The members of every object in reverse; lists keep their order, because it may mean something. */
export function reversed(tree: JsonTree): JsonTree {
  if (tree.kind === 'scalar') return tree;
  if (tree.kind === 'list') return { ...tree, elements: tree.elements.map(reversed) };
  return {
    ...tree,
    members: tree.members.map(([key, value]) => [key, reversed(value)] as [string, JsonTree]).reverse(),
  };
}

/** Puts a member at the end of the objects that a JSON Pointer names; `*` stands for every element of a list. */
export function withMember(tree: JsonTree, pointer: string, member: [key: string, value: JsonTree]): JsonTree {
  return put(tree, pointer.split('/').slice(1), member);
}

function put(tree: JsonTree, path: readonly string[], member: [string, JsonTree]): JsonTree {
  const [step, ...rest] = path;
  if (tree.kind === 'scalar') return tree;
  if (tree.kind === 'list')
    return {
      ...tree,
      elements: tree.elements.map((one, at) => (step === '*' || step === String(at) ? put(one, rest, member) : one)),
    };
  if (step === undefined) return { ...tree, members: [...tree.members, member] };
  const inside = ([key, value]: [string, JsonTree]): [string, JsonTree] =>
    step === (JSON.parse(key) as string) ? [key, put(value, rest, member)] : [key, value];
  return { ...tree, members: tree.members.map(inside) };
}
