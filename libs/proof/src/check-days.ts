import { EMPTY_DAY, extendDayRoot, utcDayOf, type DayRoot } from './day-root';
import type { FaultList } from './proof-fault';
import type { ProofHead, ProofMark } from './proof-file';

export interface DayCheck {
  /** One more event of a clock of this day. */
  take(day: string, link: string, clockId: string): void;
  end(): void;
}

interface Day extends DayRoot {
  /** Marks not reached yet, and how many events the last good one held. */
  marks: ProofMark[];
  good: number;
  isBroken: boolean;
}

/** Computes the root of every day that the question touches, and compares it with the sealed one. */
export function checkDays(head: ProofHead, faults: FaultList): DayCheck {
  const days = new Map<string, Day>();
  const first = utcDayOf(new Date(head.question.from));
  const last = utcDayOf(new Date(Date.parse(head.question.to) - 1));
  const isTouched = (day: string) => day >= first && day <= last;
  for (const [day] of head.days) if (isTouched(day)) days.set(day, emptyDay(head, day));
  return {
    take(name, link, clockId) {
      if (!isTouched(name)) {
        const expected = `a day from ${first} to ${last}`;
        return faults.add('clock-day', { clockId, day: name }, { expected, found: name });
      }
      const day = days.get(name) ?? emptyDay(head, name);
      days.set(name, Object.assign(day, extendDayRoot(day, [link])));
      compareMark(day, faults);
    },
    end() {
      const sealed = new Map(head.days.map(([day, events, root]) => [day, { events, root }]));
      for (const [name, day] of days) compareDay(name, day, { sealed: sealed.get(name) ?? EMPTY_DAY, head, faults });
    },
  };
}

function emptyDay({ marks }: ProofHead, name: string): Day {
  return { ...EMPTY_DAY, marks: marks.filter(({ day }) => day === name), good: 0, isBroken: false };
}

/** The first mark whose root differs says between which two checkpoints the fault lies. */
function compareMark(day: Day, faults: FaultList): void {
  const mark = day.marks[0];
  if (mark?.events !== day.events || day.isBroken) return;
  day.marks.shift();
  if (mark.root === day.root) {
    day.good = mark.events;
    return;
  }
  day.isBroken = true;
  const expected = `${mark.root} over the first ${mark.events} events`;
  const found = `${day.root}, so the fault is in events ${day.good + 1} to ${mark.events} of the day`;
  faults.add('day-root', { day: mark.day, checkpoint: mark.checkpoint }, { expected, found });
}

function compareDay(name: string, day: Day, seal: { sealed: DayRoot; head: ProofHead; faults: FaultList }): void {
  const { sealed, head, faults } = seal;
  const where = { day: name, checkpoint: head.checkpoint.number };
  if (day.events !== sealed.events)
    faults.add('day-events', where, { expected: `${sealed.events} events`, found: `${day.events} events` });
  else if (day.root !== sealed.root && !day.isBroken)
    faults.add('day-root', where, { expected: sealed.root, found: day.root });
  else if (day.marks.length > 0 && !day.isBroken)
    faults.add('day-root', where, {
      expected: `marks in order up to ${sealed.events} events`,
      found: `a mark at ${day.marks[0]!.events}`,
    });
}
