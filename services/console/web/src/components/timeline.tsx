import { useWords } from '../i18n/language';
import { message } from '../i18n/messages';
import { factsOfEntry } from '../model/facts';
import { personName, type TimelineEntry } from '../model/api-shapes';
import { Facts } from './facts';

export function Timeline({ entries }: { entries: TimelineEntry[] }) {
  const { t } = useWords();
  if (entries.length === 0) return <p className="empty">{t('detail.timelineEmpty')}</p>;
  return (
    <ol className="timeline" aria-label={t('detail.timeline')}>
      {[...entries]
        .sort((a, b) => b.version - a.version)
        .map((entry) => (
          <Entry key={entry.version} entry={entry} />
        ))}
    </ol>
  );
}

function Entry({ entry }: { entry: TimelineEntry }) {
  const { language, t, time } = useWords();
  const what = message(language, `timeline.${entry.kind}`) ?? t('timeline.other', { kind: entry.kind });
  const text = textOf(entry);
  return (
    <li>
      <p>
        <strong>{what}</strong>{' '}
        <span className="muted">
          <time dateTime={entry.at}>{time(entry.at)}</time> · {personName(entry.by) ?? t('timeline.system')}
        </span>
      </p>
      <Facts facts={factsOfEntry(entry)} />
      {text === null ? null : <p className="timeline-text">{text}</p>}
    </li>
  );
}

// Notes, replies, visits and reasons carry words; a reopening that nobody wrote a reason for carries its code.
function textOf({ kind, data }: TimelineEntry): string | null {
  const found = data?.text ?? (kind === 'reopened' ? data?.reason : undefined);
  return typeof found === 'string' && found !== '' ? found : null;
}
