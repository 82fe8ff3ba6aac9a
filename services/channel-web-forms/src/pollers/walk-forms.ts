import {
  VendorUnreachable,
  type Polled,
  type PollQuestion,
  type VendorAnswer,
  type VendorHttp,
} from '@hearback/channel';
import { z } from 'zod';

type Poll = (question: PollQuestion) => Promise<Polled>;

/** Each costs questions in every round, and a place in the cursor. */
const MOST_FORMS = 100;
const LONGEST_WHY = 500;
/** How often in a row a form may come to nothing (5xx, no answer) before those after it have their turn. */
const TRIES = 3;
const TRY_AGAIN_SECONDS = 60;

const stateSchema = z.object({
  /** How far each form has come, by its id: one that is new in the setting begins from its own beginning. */
  forms: z.record(z.string(), z.unknown()),
  /** The form that the round is at; none between rounds. */
  at: z.string().optional(),
  /** What could not be asked in this round, and why. */
  failed: z.record(z.string(), z.string()).optional(),
  /** How often in a row a form came to nothing. */
  tries: z.record(z.string(), z.number()).optional(),
  /** All were asked; what failed is still to be told. */
  ended: z.literal(true).optional(),
});
type State = z.output<typeof stateSchema>;

/**
 * Asks for the forms that a setting names, one after another in each round, with a cursor of its own for each. One that
 * cannot be asked (deleted, another account's) does not keep the others back: it is told at the end of the round. A vendor
 * that asks to wait is waited for where the round is. So is one that is out of order (5xx, no answer in time, one that is
 * too large), but for a form no more than three times in a row, and once in each later round until it is answered: it may
 * be this form alone that the vendor fails at.
 */
export function walkForms(setting: string, pollOne: Poll): Poll {
  return async (question) => {
    const { cursor, access } = question;
    const ids = idsOf(access.settings[setting]);
    if (ids.length > MOST_FORMS) return { kind: 'failed', why: `the setting ${setting} names more than ${MOST_FORMS}` };
    const state = stateOf(cursor, ids);
    if (state.ended && state.failed)
      return { kind: 'failed', why: whyOf(state.failed), cursor: withTries({ forms: state.forms }, state.tries) };
    const at = ids.find((id) => id === state.at) ?? ids[0] ?? '';
    const settings = { ...access.settings, [setting]: at };
    const asked = await askOne(pollOne, { ...question, cursor: state.forms[at], access: { ...access, settings } }, ids);
    return afterQuestion(asked.polled, { ids, at, state, outOfOrder: asked.outOfOrder });
  };
}

interface Asked {
  polled: Polled;
  outOfOrder: boolean;
}

/** @throws VendorUnreachable where there is no other form: how a vendor that is away is waited for is the shell's matter */
async function askOne(pollOne: Poll, question: PollQuestion, ids: readonly string[]): Promise<Asked> {
  const last = { status: 0 };
  const http = watched(question.http, ({ status }) => void (last.status = status));
  try {
    const polled = await pollOne({ ...question, http });
    return { polled, outOfOrder: last.status >= 500 };
  } catch (error) {
    if (!(error instanceof VendorUnreachable) || ids.length < 2) throw error;
    return { polled: { kind: 'wait', seconds: TRY_AGAIN_SECONDS, why: error.message }, outOfOrder: true };
  }
}

function afterQuestion(polled: Polled, { outOfOrder, ...round }: Round & { outOfOrder: boolean }): Polled {
  const { ids, at, state } = round;
  if (ids.length < 2 && polled.kind !== 'page') return polled;
  if (polled.kind === 'wait') return outOfOrder ? afterOutage(polled, round) : polled;
  return afterForm(polled, { ids, at, state: { ...state, tries: withoutOf(state.tries, at) } });
}

function watched(http: VendorHttp, onAnswer: (answer: VendorAnswer) => void): VendorHttp {
  return {
    request: async (call) => {
      const answer = await http.request(call);
      onAnswer(answer);
      return answer;
    },
  };
}

function withoutOf(tries: State['tries'], at: string): State['tries'] {
  return Object.fromEntries(Object.entries(tries ?? {}).filter(([id]) => id !== at));
}

function withTries(state: State, tries: State['tries']): State {
  return tries && Object.keys(tries).length > 0 ? { ...state, tries } : state;
}

function afterOutage(polled: Extract<Polled, { kind: 'wait' }>, { ids, at, state }: Round): Polled {
  const tries = { ...state.tries, [at]: Math.min(TRIES, (state.tries?.[at] ?? 0) + 1) };
  if (tries[at]! < TRIES) return { ...polled, cursor: { ...state, at, tries } };
  return afterForm({ kind: 'failed', why: polled.why }, { ids, at, state: { ...state, tries } });
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
  return { ...state.data, failed: named(state.data.failed, ids), tries: named(state.data.tries, ids) };
}

function named<T>(told: Record<string, T> | undefined, ids: readonly string[]): Record<string, T> | undefined {
  const kept = Object.entries(told ?? {}).filter(([id]) => ids.includes(id));
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
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
  // What the setting does not name any longer is forgotten, so that the cursor does not grow for ever.
  const known = Object.entries({ ...state.forms, [at]: page.cursor });
  const forms = Object.fromEntries(known.filter(([id, kept]) => ids.includes(id) && kept !== undefined));
  const told = withTries(failed ? { forms, failed } : { forms }, state.tries);
  if (page.more) return { ...page, cursor: { ...told, at } };
  const next = ids[ids.indexOf(at) + 1];
  if (next !== undefined) return { ...page, cursor: { ...told, at: next }, more: true };
  return failed ? { ...page, cursor: { ...told, ended: true }, more: true } : { ...page, cursor: told };
}

/** The ids of those that failed alike, then why. */
function whyOf(failed: Record<string, string> = {}): string {
  const alike = new Map<string, string[]>();
  for (const [id, why] of Object.entries(failed)) alike.set(why, [...(alike.get(why) ?? []), id]);
  const told = [...alike].map(([why, ids]) => `${ids.join(', ')}: ${why}`).join('; ');
  return told.length > LONGEST_WHY ? `${told.slice(0, LONGEST_WHY)}…` : told;
}
