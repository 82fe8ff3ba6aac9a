const LONE_SURROGATES = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
const NULS = /\u0000/g;

/**
 * Text as Hearback stores it: NFC, without NUL and without lone surrogates (neither can be stored by PostgreSQL or sent
 * as UTF-8). `repaired` says that something was removed, so that the original is kept beside it; a change of
 * normalisation form alone loses nothing and is no repair.
 */
export function cleanText(raw: string): { text: string; repaired: boolean } {
  const kept = raw.replace(NULS, '').replace(LONE_SURROGATES, '');
  return { text: kept.normalize('NFC'), repaired: kept.length !== raw.length };
}
