import { unseal } from '@hearback/access';
import type { Source } from '@hearback/contracts';
import { z } from 'zod';
import type { VendorAccess } from '../poller';
import { VendorAddressRefused } from '../vendor-unreachable';

const credentialsSchema = z.record(z.string(), z.string());

/**
 * What a poller or sender is told of a source.
 * @throws VendorAddressRefused when the credentials cannot be read, which only an administrator can mend
 */
export function vendorAccess(key: Buffer, source: Source): VendorAccess {
  const { settings, mapping, credentialsEncrypted } = source;
  if (credentialsEncrypted === undefined) return { settings, mapping, credentials: {} };
  try {
    const plain: unknown = JSON.parse(unseal(key, credentialsEncrypted).toString('utf8'));
    return { settings, mapping, credentials: credentialsSchema.parse(plain) };
  } catch (error) {
    // Not the error's own message: it may quote what was sealed.
    throw new VendorAddressRefused('the credentials cannot be read', { cause: (error as Error).name });
  }
}
