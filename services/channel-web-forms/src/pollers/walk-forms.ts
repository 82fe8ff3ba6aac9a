import type { Polled, PollQuestion } from '@hearback/channel';
import { z } from 'zod';

type Poll = (question: PollQuestion) => Promise<Polled>;

/** Each costs questions in every round, and a place in the cursor. */
const MOST_FORMS = 100;
const LONGEST_WHY = 500;

const stateSchema = z.object({
  /** How far each form has come, by its id: one that is new in the setting begins from its own beginning. */
  forms: z.record(z.string(), z.unknown()),
  /** The form that the round is at; none between rounds. */
  at: z.string().optional(),
  /** What could not be asked in this round, and why. */
  failed: z.record(z.string(), z.string()).optional(),
  /** All were asked; what failed is still to be told. */
  ended: z.literal(true).optional(),
});
type State = z.output<typeof stateSchema>;

/**
 * Asks for the forms that a setting names, one after another in each round, with a cursor of its own for each. One that
 * cannot be asked (deleted, another account's) does not keep the others back: it is told at the end of the round. A vendor
 * that asks to wait is waited for where the round is.
 */
export function walkForms(setting: string, pollOne: Poll): Poll {
  return async (question) => {
    const { cursor, access } = question;
    const ids = idsOf(access.settings[setting]);
    if (ids.length > MOST_FORMS) return { kind: 'failed', why: `the setting ${setting} names more than ${MOST_FORMS}` };
    const state = stateOf(cursor, ids);
    if (state.ended && state.failed)
      return { kind: 'failed', why: whyOf(state.failed), cursor: { forms: state.forms } };
    const at = ids.find((id) => id === state.at) ?? ids[0] ?? '';
    const settings = { ...access.settings, [setting]: at };
    const polled = await pollOne({ ...question, cursor: state.forms[at], access: { ...access, settings } });
    return polled.kind === 'wait' || (polled.kind === 'failed' && ids.length < 2)
      ? polled
      : afterForm(polled, { ids, at, state });
  };
}

function idsOf(setting = ''): string[] {
  const ids = setting.split(',').map((id) => id.trim());
  return [...new Set(ids)].filter((id) => id !== '');
}

/** A cursor of the time when a source had one form is that of the first one. */
function stateOf(cursor: unknown, ids: readonly string[]): State {
  const state = stateSchema.safeParse(cursor);
  if (!state.success) return { forms: cursor === undefined || cursor === null ? {} : { [ids[0] ?? '']: cursor } };
  // Nobody wants to hear of a form that is not named any longer.
  const failed = Object.entries(state.data.failed ?? {}).filter(([id]) => ids.includes(id));
  return { ...state.data, failed: failed.length > 0 ? Object.fromEntries(failed) : undefined };
}

interface Round {
  ids: readonly string[];
  at: string;
  state: State;
}

function afterForm(polled: Exclude<Polled, { kind: 'wait' }>, { ids, at, state }: Round): Polled {
  const page =
    polled.kind === 'page' ? polled : { kind: 'page' as const, items: [], cursor: state.forms[at], more: false };
  const failed = polled.kind === 'failed' ? { ...state.failed, [at]: polled.why } : state.failed;
  const told = failed ? { failed } : {};
  // What the setting does not name any longer is forgotten, so that the cursor does not grow for ever.
  const known = Object.entries({ ...state.forms, [at]: page.cursor });
  const forms = Object.fromEntries(known.filter(([id, kept]) => ids.includes(id) && kept !== undefined));
  if (page.more) return { ...page, cursor: { forms, at, ...told } };
  const next = ids[ids.indexOf(at) + 1];
  if (next !== undefined) return { ...page, cursor: { forms, at: next, ...told }, more: true };
  return failed ? { ...page, cursor: { forms, failed, ended: true }, more: true } : { ...page, cursor: { forms } };
}

/** The ids of those that failed alike, then why. */
function whyOf(failed: Record<string, string> = {}): string {
  const alike = new Map<string, string[]>();
  for (const [id, why] of Object.entries(failed)) alike.set(why, [...(alike.get(why) ?? []), id]);
  const told = [...alike].map(([why, ids]) => `${ids.join(', ')}: ${why}`).join('; ');
  return told.length > LONGEST_WHY ? `${told.slice(0, LONGEST_WHY)}…` : told;
}
