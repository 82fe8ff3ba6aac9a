import { once } from 'node:events';
import { fromFd, type Entry, type ZipFile } from 'yauzl';
import { FILE_LIMITS } from '../../domain/file/file-limits';
import { FileRefused } from '../../domain/file/file-refused';
import type { SpooledFile } from './spool-file';

/** The parts of a workbook; nothing is unpacked before it is asked for, and nothing beyond its cap. */
export interface Archive {
  has(part: string): boolean;
  /** A small part as a whole. */
  part(name: string): Promise<string>;
  /** A large part piece by piece. */
  text(name: string, mostBytes: number): AsyncGenerator<string>;
}

/** @throws FileRefused for what is no archive, an encrypted one, or one with too many entries */
export async function openArchive(file: SpooledFile): Promise<Archive> {
  const zip = await opened(file);
  const entries = await entriesOf(zip);
  const text = (name: string, mostBytes: number) => textOf(zip, entryOf(entries, name, mostBytes));
  return {
    has: (part) => entries.has(part),
    text,
    part: async (name) => {
      let whole = '';
      for await (const piece of text(name, FILE_LIMITS.partBytes)) whole += piece;
      return whole;
    },
  };
}

// The file stays ours: it is closed with the import, not with the archive.
function opened({ handle }: SpooledFile): Promise<ZipFile> {
  return new Promise((resolve, reject) =>
    fromFd(handle.fd, { autoClose: false, lazyEntries: true }, (error, zip) =>
      error ? reject(damaged(error)) : resolve(zip),
    ),
  );
}

async function entriesOf(zip: ZipFile): Promise<Map<string, Entry>> {
  const entries = new Map<string, Entry>();
  if (zip.entryCount > FILE_LIMITS.entries) throw tooLarge('has too many parts');
  zip.on('entry', (entry: Entry) => {
    entries.set(entry.fileName, entry);
    zip.readEntry();
  });
  const end = once(zip, 'end');
  zip.readEntry();
  await end.catch((error: Error) => Promise.reject(damaged(error)));
  return entries;
}

function entryOf(entries: ReadonlyMap<string, Entry>, name: string, mostBytes: number): Entry {
  const entry = entries.get(name);
  if (!entry)
    throw new FileRefused(
      422,
      'broken-workbook',
      `The archive is no XLSX workbook: it has no part ${name.slice(0, 100)}.`,
    );
  if (entry.isEncrypted())
    throw new FileRefused(415, 'wrong-type', 'The workbook is encrypted; save it without a password.');
  // The size it is said to have; more than that is not unpacked.
  if (entry.uncompressedSize > mostBytes) throw tooLarge('unpacks to more than is taken');
  return entry;
}

async function* textOf(zip: ZipFile, entry: Entry): AsyncGenerator<string> {
  const stream = await zip.openReadStreamPromise(entry);
  const decoder = new TextDecoder('utf-8');
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) yield decoder.decode(chunk, { stream: true });
  } finally {
    stream.destroy();
  }
}

function damaged(error: Error): FileRefused {
  const detail = `The workbook is damaged (${error.message.slice(0, 200)}); open it and save it again.`;
  return new FileRefused(422, 'broken-workbook', detail);
}

function tooLarge(why: string): FileRefused {
  return new FileRefused(413, 'too-large', `The workbook ${why}; send it in parts, or as CSV.`);
}
