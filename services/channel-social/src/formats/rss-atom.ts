import { FEEDBACK_LIMITS } from '@hearback/contracts';
import type { Fault, Format, FormatReading, ReadContext } from '@hearback/channel';
import { feedTime } from './feed-time';
import { htmlToText } from './html-to-text';
import { isOfficial } from './official-accounts';
import { answerOf, type Said } from './read-each';
import { asHtml, readXml, type XmlElement } from './read-xml';
import { filled, presentFields } from './vendor-fields';

/**
 * RSS 0.9 to 2.0 and Atom, of forums, blogs and monitors that publish what they found. An entry keeps its id when it is
 * edited. Authors have names only, and a name is nobody's identity.
 */
export const rssAtom: Format = {
  name: 'rss-atom',
  version: 2,
  contentTypes: ['application/rss+xml', 'application/atom+xml', 'application/rdf+xml', 'application/xml', 'text/xml'],
  read: (payload, context) => {
    const xml = readXml(payload, context?.contentType);
    if (!xml.ok) return { kind: 'refused', faults: [xml.fault] };
    const entries = entriesOf(xml.root);
    if (entries === null) return { kind: 'refused', faults: [NO_FEED] };
    return readEntries(entries, context);
  },
};

const NO_FEED: Fault = {
  path: '',
  reason: 'wrong-type',
  detail: 'expected a feed: RSS, RDF or Atom, or one entry of it',
};

function entriesOf(root: XmlElement): XmlElement[] | null {
  if (root.name === 'item' || root.name === 'entry') return [root];
  if (root.name === 'feed') return childrenOf(root, 'entry');
  if (root.name === 'rss') return childrenOf(root, 'channel').flatMap((channel) => childrenOf(channel, 'item'));
  // In RSS 1.0 and 0.9 the items stand beside their channel.
  return root.name === 'RDF' ? childrenOf(root, 'item') : null;
}

function readEntries(entries: XmlElement[], context: ReadContext | undefined): FormatReading {
  const reading: Extract<FormatReading, { kind: 'read' }> = { kind: 'read', items: [], replies: [] };
  for (const entry of entries) {
    const said = sayOf(entry, context);
    const original = Buffer.from(asHtml(entry));
    if (said.kind === 'item') reading.items.push({ ...said.item, original });
    else if (said.kind === 'reply') reading.replies!.push({ value: said.value });
    else if (said.kind === 'refused') reading.items.push({ value: null, faults: said.faults, original });
  }
  const empty = reading.items.length + reading.replies!.length === 0;
  return empty ? { kind: 'ignored', why: 'a feed without entries of others' } : reading;
}

function sayOf(entry: XmlElement, context: ReadContext | undefined): Said {
  const url = linkOf(entry);
  const id = textOf(entry, 'guid') ?? textOf(entry, 'id') ?? url;
  if (!id) return { kind: 'refused', faults: [NO_ID] };
  const name = authorOf(entry);
  const { at, updated } = timesOf(entry);
  const title = titleOf(entry);
  const text = wordsOf(entry) || title || '';
  const answered = childrenOf(entry, 'in-reply-to')[0]?.attributes.ref;
  if (isOfficial(context, [name]))
    return answerOf(answered, { replyId: id, text, repliedAt: at ?? '', by: { id: name! } });
  const value = presentFields({
    externalId: id,
    title: title === text ? undefined : title,
    text,
    occurredAt: at,
    updatedAt: updated,
    url,
    inReplyTo: answered,
    author: filled({ name }),
    attributes: attributesOf(entry),
  });
  return { kind: 'item', item: { value, attachments: enclosuresOf(entry) } };
}

/** Atom's `updated` is always there; of an entry that was never edited it says nothing. */
function timesOf(entry: XmlElement): { at: string | undefined; updated: string | undefined } {
  const published = timeOf(entry, ['published', 'issued', 'pubDate', 'date']);
  const updated = timeOf(entry, ['updated', 'modified']);
  const at = published ?? updated;
  return { at, updated: updated === at ? undefined : updated };
}

function titleOf(entry: XmlElement): string | undefined {
  return htmlToText(textOf(entry, 'title') ?? '') || undefined;
}

const NO_ID: Fault = {
  path: 'guid',
  reason: 'required',
  detail: 'expected a guid, an id or a link, to know the entry again',
};

/** The fullest words that are not too many: many feeds carry an article whole beside its summary. */
function wordsOf(entry: XmlElement): string {
  const found = ['encoded', 'content', 'description', 'summary'].map((name) => htmlToText(htmlOf(entry, name)));
  return found.find((words) => words !== '' && words.length <= FEEDBACK_LIMITS.textLength) ?? found.find(Boolean) ?? '';
}

function htmlOf(entry: XmlElement, name: string): string {
  const child = childrenOf(entry, name)[0];
  if (!child) return '';
  const { type } = child.attributes;
  // Atom's text is text; in RSS and of type html it is HTML; xhtml is elements.
  if (type === 'xhtml') return child.inner;
  return type === 'text' || (type === undefined && isAtom(entry)) ? escapeAngles(child.text) : child.text;
}

function isAtom(entry: XmlElement): boolean {
  return entry.name === 'entry';
}

function escapeAngles(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

function linkOf(entry: XmlElement): string | undefined {
  const links = childrenOf(entry, 'link');
  const link = links.find(({ attributes: { rel = 'alternate', href } }) => href && rel === 'alternate');
  const permanent = childrenOf(entry, 'guid').find(
    ({ attributes, text }) => attributes.isPermaLink !== 'false' && /^https?:/.test(text.trim()),
  );
  return link?.attributes.href ?? (links[0]?.text.trim() || permanent?.text.trim() || undefined);
}

function authorOf(entry: XmlElement): string | undefined {
  const author = childrenOf(entry, 'author')[0];
  const name = (author && textOf(author, 'name')) || textOf(entry, 'creator') || author?.text.trim();
  // RSS writes "address@host (Name)".
  return /\(([^()]+)\)\s*$/.exec(name ?? '')?.[1] ?? (name || undefined);
}

function timeOf(entry: XmlElement, names: readonly string[]): string | undefined {
  const given = names.map((name) => textOf(entry, name)).find(Boolean);
  return given ? feedTime(given) : undefined;
}

function attributesOf(entry: XmlElement): Record<string, string> | undefined {
  const names = childrenOf(entry, 'category').map(({ text, attributes }) => attributes.term ?? text.trim());
  const categories = names.filter(Boolean).slice(0, 20).join(', ').slice(0, 500);
  return categories ? { categories } : undefined;
}

function enclosuresOf(entry: XmlElement): { url: string }[] {
  const links = childrenOf(entry, 'link').filter(({ attributes }) => attributes.rel === 'enclosure');
  const urls = [...childrenOf(entry, 'enclosure').map((e) => e.attributes.url), ...links.map((l) => l.attributes.href)];
  return urls.flatMap((url) => (url ? [{ url }] : []));
}

// Media RSS and podcasts have a title, content and description of pictures and sounds.
const OF_MEDIA = /search\.yahoo\.com\/mrss|itunes\.com/i;

function childrenOf(parent: XmlElement, name: string): XmlElement[] {
  return parent.children.filter((child) => child.name === name && !OF_MEDIA.test(child.namespace));
}

function textOf(parent: XmlElement, name: string): string | undefined {
  return childrenOf(parent, name)[0]?.text.trim() || undefined;
}
