import type { VendorAccess } from '@hearback/channel';

/**
 * How many days or minutes a source's setting looks back; what is no such number is said, because a list that is asked too
 * little of finds nothing and looks well.
 */
export function lookBackOf(
  settings: VendorAccess['settings'],
  name: 'lookBackDays' | 'lookBackMinutes',
  usual: number,
): { ok: true; count: number } | { ok: false; why: string } {
  const said = settings[name]?.trim() || String(usual);
  const count = /^\d{1,5}$/.test(said) ? Number(said) : 0;
  return count > 0 ? { ok: true, count } : { ok: false, why: `the setting ${name} is no number of 1 to 99999` };
}
