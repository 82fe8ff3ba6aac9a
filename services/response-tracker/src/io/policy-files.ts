import { readFile } from 'node:fs/promises';
import { readCalendar } from '../domain/calendar/calendar-file';
import type { BusinessCalendar } from '../domain/calendar/business-calendar';
import { shippedCalendars, shippedNotices } from '../domain/calendar/shipped-calendars';
import { missingCalendars } from '../domain/policy-pack/due-of';
import { readPolicyDocument } from '../domain/policy-pack/lift-policy';
import type { PolicyPack } from '../domain/policy-pack/policy-pack';
import { shippedPacks } from '../domain/policy-pack/shipped-packs';

/** What the environment says of promises. */
export interface PolicySettings {
  /** File of the bank's own promise; the shipped one without it. */
  HEARBACK_POLICY?: string | undefined;
  /** Ids of shipped packs, or files, that hold beside it. */
  HEARBACK_POLICY_PACKS: readonly string[];
  /** Files of calendars; one with the id of a shipped calendar replaces it. */
  HEARBACK_CALENDARS: readonly string[];
}

/** What this process shall put in force. */
export interface Rules {
  packs: PolicyPack[];
  calendars: BusinessCalendar[];
}

/** Reads every policy and calendar that the settings name. @throws Error naming the setting, the file and every fault in it */
export async function readRules(settings: PolicySettings): Promise<Rules> {
  const packs = [await bankPromise(settings.HEARBACK_POLICY)];
  for (const name of settings.HEARBACK_POLICY_PACKS)
    packs.push(shippedPacks().get(name) ?? (await readPack(name, 'HEARBACK_POLICY_PACKS')));
  const calendars = new Map(shippedCalendars());
  for (const file of settings.HEARBACK_CALENDARS) {
    const calendar = await readCalendarFile(file);
    calendars.set(calendar.id, calendar);
  }
  check(packs, calendars);
  return { packs, calendars: [...calendars.values()] };
}

async function bankPromise(file: string | undefined): Promise<PolicyPack> {
  return file === undefined ? shippedPacks().get('bank-promise')! : readPack(file, 'HEARBACK_POLICY');
}

async function readPack(file: string, setting: string): Promise<PolicyPack> {
  const result = readPolicyDocument(await readJson(file, setting));
  if (!result.ok) throw new Error(faulty(setting, `${file} is not a policy`, result.faults));
  return result.pack;
}

async function readCalendarFile(file: string): Promise<BusinessCalendar> {
  const result = readCalendar(await readJson(file, 'HEARBACK_CALENDARS'), shippedNotices());
  if (!result.ok) throw new Error(faulty('HEARBACK_CALENDARS', `${file} is not a calendar`, result.faults));
  return result.calendar;
}

async function readJson(file: string, setting: string): Promise<unknown> {
  const content = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Error(`${setting}: ${file} cannot be read`, { cause: error });
  });
  try {
    return JSON.parse(content);
  } catch (error) {
    throw new Error(`${setting}: ${file} is not JSON`, { cause: error });
  }
}

function check(packs: readonly PolicyPack[], calendars: ReadonlyMap<string, BusinessCalendar>): void {
  const faults = packs.flatMap((pack) =>
    missingCalendars(pack, calendars).map((id) => `${pack.id}: no calendar is named ${id}`),
  );
  const names = packs.flatMap(({ terms }) => terms.map(({ promise }) => promise));
  const twice = new Set(names.filter((name, index) => names.indexOf(name) < index));
  faults.push(...[...twice].map((name) => `two packs have a promise named ${name}`));
  if (faults.length > 0) throw new Error(faulty('HEARBACK_POLICY', 'the packs do not fit together', faults));
}

function faulty(setting: string, what: string, faults: readonly string[]): string {
  return `${setting}: ${what}:\n${faults.map((fault) => `  ${fault}`).join('\n')}`;
}
