import { FileRefused } from './file-refused';

/** Names of encodings a caller may give, as the decoder knows them. */
const CHARSETS = new Map(
  Object.entries({
    'utf-8': 'utf-8',
    utf8: 'utf-8',
    'us-ascii': 'utf-8',
    'utf-16le': 'utf-16le',
    'utf-16be': 'utf-16be',
    gb18030: 'gb18030',
    gbk: 'gb18030',
    gb2312: 'gb18030',
    big5: 'big5',
    'big5-hkscs': 'big5',
  }),
);

/** @throws FileRefused 415 for an encoding that is not read here */
export function namedCharset(name: string): string {
  const charset = CHARSETS.get(name.trim().toLowerCase());
  if (charset) return charset;
  throw new FileRefused(415, 'unknown-charset', 'Expected a charset of utf-8, utf-16le, utf-16be, gb18030 or big5.');
}

/**
 * The encodings that a file without a name for it may be in, the likeliest first. `samples` are pieces of it that are not
 * plain ASCII, cut anywhere. Bytes of Chinese in GB18030 or Big5 hardly ever form UTF-8, so a few broken characters do not
 * make a UTF-8 file anything else; whether it is GB18030 or Big5 is for the heading to say.
 */
export function likelyCharsets(beginning: Buffer, samples: readonly Buffer[]): string[] {
  const marked = byteOrderMark(beginning);
  if (marked) return [marked];
  if (samples.length === 0) return ['utf-8'];
  if (damage('utf-8', samples) <= UTF8_DAMAGE) return ['utf-8'];
  const likely = ['gb18030', 'big5'].filter((charset) => damage(charset, samples) <= OTHER_DAMAGE);
  if (likely.length > 0) return likely;
  const detail = 'The encoding is neither UTF-8 nor GB18030 nor Big5; export it as "CSV UTF-8" or name its charset.';
  throw new FileRefused(415, 'unknown-charset', detail);
}

const UTF8_DAMAGE = 0.1;
const OTHER_DAMAGE = 0.01;

function byteOrderMark(beginning: Buffer): string | null {
  const [first, second, third] = beginning;
  if (first === 0xef && second === 0xbb && third === 0xbf) return 'utf-8';
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : null;
}

/** Share of the characters beyond ASCII that this encoding cannot read. */
function damage(charset: string, samples: readonly Buffer[]): number {
  const decoder = new TextDecoder(charset);
  const text = samples.map((sample) => decoder.decode(sample)).join('');
  const beyondAscii = text.match(/[^\x00-\x7f]/gu)?.length ?? 0;
  // A piece that was cut through a character breaks it at either end.
  const broken = (text.match(/\ufffd/g)?.length ?? 0) - samples.length * 4;
  return broken <= 0 ? 0 : broken / beyondAscii;
}
