import { hash } from 'node:crypto';
import type { SourcePolled } from '@hearback/contracts';

/** By what a source is asked: the format, and a fingerprint of whose list it is. */
export interface PollAccount {
  format: string;
  account: string;
}

type Kept = Pick<SourcePolled, 'format' | 'account' | 'cursor'>;

/**
 * A fingerprint of the settings that say whose list a vendor gives: its address, and those that the poller names. Not of
 * tokens, which are rotated, nor of paces. One that is not set leaves no trace, so that a poller may come to name more.
 */
export function accountOf(settings: Readonly<Record<string, string>>, named: readonly string[]): string {
  const told = [...new Set(['baseUrl', ...named])].sort().map((name) => [name, settings[name]?.trim() ?? '']);
  const given = told.filter(([, value]) => value !== '');
  return hash('sha256', JSON.stringify(given), 'base64url').slice(0, 16);
}

/**
 * What to ask with: nothing where the kept cursor is of another format or another list, whose numbers may all be higher, so
 * that nothing would ever be new. A cursor of an earlier version does not say whose it is and is believed.
 */
export function cursorFor(kept: Kept | undefined, asked: PollAccount): unknown {
  if (kept?.format !== asked.format) return undefined;
  return (kept.account ?? asked.account) === asked.account ? kept.cursor : undefined;
}

/** What is kept after a turn without a page: what was known, also of another list, as its settings may be put right again. */
export function keptAfterFailure(kept: Kept | undefined, asked: PollAccount): Pick<Kept, 'account' | 'cursor'> {
  if (kept?.format !== asked.format) return { account: asked.account };
  return { account: kept.account ?? asked.account, cursor: kept.cursor };
}
