/** Percent with one decimal, cut and never rounded up: 100.0 only when nothing was missed. Null when nothing is due yet. */
export function ratePercent(figure: { met: number; missed: number }): string | null {
  const n = figure.met + figure.missed;
  if (n === 0) return null;
  return (Math.floor((figure.met * 1_000) / n) / 10).toFixed(1);
}

/** Below this many decided promises a percentage says little, and the page says so. */
export const SMALL_SAMPLE = 20;

/** Whole hours, minutes and seconds of a span in milliseconds, without its sign: 05:12:33. */
export function clockFace(ms: number): string {
  const seconds = Math.floor(Math.abs(ms) / 1_000);
  const parts = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

export interface Span {
  unit: 'seconds' | 'minutes' | 'hours' | 'days';
  value: number;
}

/** An age in its largest whole unit; for a person, not for arithmetic. */
export function spanOf(seconds: number): Span {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < 60) return { unit: 'seconds', value: whole };
  if (whole < 3_600) return { unit: 'minutes', value: Math.floor(whole / 60) };
  if (whole < 172_800) return { unit: 'hours', value: Math.floor(whole / 3_600) };
  return { unit: 'days', value: Math.floor(whole / 86_400) };
}
