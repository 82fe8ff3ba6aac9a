import { FEEDBACK_LIMITS } from '@hearback/contracts';

/** One answer of a form, whoever made the form. */
export interface FormAnswer {
  /** What a mapping may call it: the vendor's id first, then its other names and the question's own words. */
  names: readonly string[];
  value: string;
  /** Written by the customer in their own words, and not chosen from a list. */
  free: boolean;
  /** A field of Hearback's that the vendor's own type of question says; the source's mapping goes before it. */
  means?: string;
}

export type Mapping = Readonly<Record<string, string>>;

const FIELDS = ['title', 'branch', 'region', 'language'];
const AUTHOR_FIELDS = ['id', 'name', 'phone', 'email', 'customerNumber', 'kind'];
// Room for what a format says besides the answers.
const ATTRIBUTES = FEEDBACK_LIMITS.attributes - 10;

interface Draft {
  words: string[];
  fields: Record<string, unknown>;
  author: Record<string, string>;
  attributes: Record<string, string>;
}

/**
 * The item that answers make. The mapping says which answer is which field: `text` (several are joined, a line each), `title`,
 * `rating.stars` (1 to 5), `author.name`, `author.phone` …, `branch`, `region`, `language`, `attributes.<name>`. When it names no text, the
 * longest free answer with words is the text. Everything else becomes an attribute, and what does not fit among those a line of the text: no
 * answer is lost.
 */
export function answersItem(answers: readonly FormAnswer[], mapping: Mapping): Record<string, unknown> {
  const said = answers.filter(({ value }) => value.trim() !== '');
  const draft: Draft = { words: [], fields: {}, author: {}, attributes: {} };
  const longest = said.some((answer) => targetOf(answer, mapping) === 'text') ? undefined : longestFree(said, mapping);
  for (const answer of said) {
    const target = answer === longest ? 'text' : targetOf(answer, mapping);
    if (target === undefined || !place(draft, target, answer.value)) keep(draft, answer);
  }
  const { words, fields, author, attributes } = draft;
  return {
    text: words.join('\n'),
    ...fields,
    ...(Object.keys(author).length > 0 ? { author } : {}),
    attributes,
  };
}

function targetOf({ names, means }: FormAnswer, mapping: Mapping): string | undefined {
  const name = names.find((candidate) => Object.hasOwn(mapping, candidate));
  return name === undefined ? means : mapping[name];
}

function longestFree(answers: readonly FormAnswer[], mapping: Mapping): FormAnswer | undefined {
  return answers
    .filter((answer) => answer.free && hasWords(answer.value) && targetOf(answer, mapping) === undefined)
    .reduce<FormAnswer | undefined>(
      (best, next) => (best && best.value.length >= next.value.length ? best : next),
      undefined,
    );
}

// A number or an address is longer than many a complaint, and says nothing.
function hasWords(value: string): boolean {
  return /\p{L}/u.test(value) && !/^\s*(?:\S+@\S+|https?:\S+)\s*$/.test(value);
}

/** Whether the field that an answer is mapped to could take it. */
function place(draft: Draft, target: string, value: string): boolean {
  if (target === 'text') return draft.words.push(value) > 0;
  if (target === 'rating.stars') return rate(draft, value);
  const [group, name] = [target.slice(0, target.indexOf('.')), target.slice(target.indexOf('.') + 1)];
  if (group === 'attributes') return attribute(draft, name, value);
  if (group === 'author' && AUTHOR_FIELDS.includes(name)) return set(draft.author, name, value);
  return FIELDS.includes(target) && set(draft.fields, target, value);
}

function set(fields: Record<string, unknown>, name: string, value: string): boolean {
  if (Object.hasOwn(fields, name)) return false;
  fields[name] = value.trim();
  return true;
}

// "4", and "4 / 5" as some vendors write a chosen star.
function rate(draft: Draft, value: string): boolean {
  const stars = Number(/^\s*([1-5])\s*(?:\/\s*5)?\s*$/.exec(value)?.[1]);
  return Number.isInteger(stars) && set(draft.fields, 'rating', '') && Boolean((draft.fields.rating = { stars }));
}

function keep(draft: Draft, { names, value }: FormAnswer): void {
  const name = names.find((candidate) => candidate.trim() !== '') ?? 'answer';
  if (!attribute(draft, name, value)) draft.words.push(`${name}: ${value}`);
}

function attribute({ attributes }: Draft, name: string, value: string): boolean {
  const key = name.slice(0, 100);
  const fits = Buffer.byteLength(key) + Buffer.byteLength(value) <= FEEDBACK_LIMITS.attributeBytes;
  if (!fits || key === '__proto__' || Object.hasOwn(attributes, key) || Object.keys(attributes).length >= ATTRIBUTES)
    return false;
  attributes[key] = value;
  return true;
}
