import type { ReadContext } from '@hearback/channel';

/**
 * Whether one of these ids or handles is an account of the bank, as the source's setting `officialAccounts` lists them,
 * separated by commas. What such an account says is an answer or the bank's own post, never feedback.
 */
export function isOfficial(context: ReadContext | undefined, names: readonly (string | null | undefined)[]): boolean {
  const official = (context?.settings.officialAccounts ?? '').split(/[,，]/).map(folded).filter(Boolean);
  return names.some((name) => typeof name === 'string' && official.includes(folded(name)));
}

function folded(name: string): string {
  return name.normalize('NFKC').trim().replace(/^@/, '').toLowerCase();
}
