import type { Source } from '@hearback/contracts';

type SealedSecret = Source['secretsEncrypted'][number];

/** The secrets of a source that are believed at `now`, the newest first. From its `until` on a secret is not. */
export function believedSecrets(source: Source, now: Date): SealedSecret[] {
  const { secretsEncrypted, secretEncrypted } = source;
  // A directory that has not started since there may be several has published its one secret apart.
  if (secretsEncrypted.length === 0 && secretEncrypted !== undefined) return [{ sealed: secretEncrypted }];
  return secretsEncrypted.filter(({ until }) => until === undefined || now.getTime() < Date.parse(until));
}
