import { useEffect, useRef, useState } from 'react';
import { useWords } from '../i18n/language';
import type { ResponseRate } from '../model/api-shapes';
import { ratePercent } from '../model/figures';

const AT_MOST_EVERY_MS = 30_000;

/** Tells screen readers the figures when they changed, at most twice a minute. */
export function RateAnnouncer({ rate }: { rate: ResponseRate | null }) {
  const { t, number } = useWords();
  const percent = rate && ratePercent(rate.total);
  const words =
    rate === null
      ? ''
      : t('rate.announce', {
          rate: percent === null ? '—' : `${percent}%`,
          met: number(rate.total.met),
          missed: number(rate.total.missed),
          running: number(rate.total.running),
        });
  const latest = useRef(words);
  latest.current = words;
  const [said, setSaid] = useState('');
  useEffect(() => {
    const timer = setInterval(() => setSaid(latest.current), AT_MOST_EVERY_MS);
    return () => clearInterval(timer);
  }, []);
  return (
    <p className="visually-hidden" aria-live="polite">
      {said}
    </p>
  );
}
