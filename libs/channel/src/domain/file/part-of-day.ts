/** An hour of the clock of 24 hours, on the day that was written or on the one that begins with it. */
export interface DayHour {
  hour: number;
  nextDay: boolean;
}

type Part = 'morning' | 'small-hours' | 'noon' | 'afternoon' | 'night' | 'midnight';

// In simplified characters. Longer words first: 晚 is the beginning of 晚上.
const PARTS: Record<string, Part> = {
  ...{ 上午: 'morning', 早上: 'morning', 早晨: 'morning', 清晨: 'morning', 早: 'morning', AM: 'morning' },
  ...{ 凌晨: 'small-hours', 中午: 'noon', 正午: 'noon', 午夜: 'midnight' },
  ...{ 下午: 'afternoon', 午后: 'afternoon', 傍晚: 'afternoon', PM: 'afternoon' },
  ...{
    晚上: 'night',
    晚间: 'night',
    夜晚: 'night',
    夜里: 'night',
    夜间: 'night',
    深夜: 'night',
    半夜: 'night',
    晚: 'night',
  },
};

/** The words for parts of the day, as an alternative of a regular expression. */
export const PART_WORDS = Object.keys(PARTS).join('|');

/**
 * The hour that people mean by a part of the day and an hour. Twelve at night ends the day (晚上12点 of 1 March is the
 * beginning of 2 March), twelve before dawn (凌晨12点半) begins it. null where people mean different days by the same words:
 * 晚上2点 is the night after that day to some and the one before it to others, and so is 午夜12点.
 */
export function dayHourOf(hour: number, word: string | undefined): DayHour | null {
  if (hour === 24) return { hour: 0, nextDay: true };
  const part = word === undefined ? undefined : PARTS[word.toUpperCase()];
  if (part === undefined || hour > 12) return { hour, nextDay: false };
  const read = HOURS[part](hour);
  return read === null ? null : { hour: read % 24, nextDay: read === 24 };
}

/** The hour since the day's beginning, 24 for its end. */
const HOURS: Record<Part, (hour: number) => number | null> = {
  morning: (hour) => hour % 12,
  'small-hours': (hour) => hour % 12,
  noon: (hour) => (hour < 6 ? hour + 12 : hour),
  afternoon: (hour) => (hour % 12) + 12,
  night: (hour) => (hour < 5 ? null : hour + 12),
  midnight: () => null,
};
