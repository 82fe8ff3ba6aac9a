import { useWords } from '../i18n/language';
import type { SourceChange } from '../model/channel-shapes';
import { changeLines, type ChangeLine, type FieldLine } from '../model/field-lines';
import { useSignedIn } from '../session';
import { useQuery } from '../use-query';
import { Panel } from './panel';

/** Who changed what of a source, and when. */
export function SourceChanges({ sourceId, tick }: { sourceId: string; tick: number }) {
  const { t } = useWords();
  const { api } = useSignedIn();
  const query = useQuery(`changes ${sourceId}`, tick, (signal) => api.sourceChanges(sourceId, signal));
  const items = query.data?.items ?? [];
  return (
    <Panel title={t('changes.title')} className="source-changes" query={query}>
      {items.length === 0 ? <p className="empty">{t('changes.none')}</p> : null}
      <ol className="timeline" tabIndex={0} aria-label={t('changes.title')}>
        {items.map((change, index) => (
          <Change key={`${change.at} ${index}`} change={change} />
        ))}
      </ol>
    </Panel>
  );
}

function Change({ change }: { change: SourceChange }) {
  const { t, name, date } = useWords();
  const { action, before, after, by, at } = change;
  const lines = action === 'changed' ? changeLines(before, after) : [];
  return (
    <li>
      <p>
        <span className="strong">{name('changed', action)}</span>{' '}
        <span className="muted">
          {date(at)} · {by}
        </span>
      </p>
      {lines.map((line) => (
        <p key={line.path} className="small timeline-text">
          <FieldName path={line.path} />
          {t('source.colon')}
          <Before line={line} />
          <Value line={line.after} />
        </p>
      ))}
    </li>
  );
}

function Before({ line: { before } }: { line: ChangeLine }) {
  if (before === null) return null;
  return (
    <>
      <s className="muted">
        <Value line={before} />
      </s>{' '}
      →{' '}
    </>
  );
}

/** A source's own field in words; what lies in it by the name that people gave it. */
function FieldName({ path }: { path: string }) {
  const { name } = useWords();
  const [first = '', ...rest] = path.split('.');
  return (
    <>
      {name('sourceField', first)}
      {rest.length > 0 ? (
        <>
          {' '}
          <code>{rest.join('.')}</code>
        </>
      ) : null}
    </>
  );
}

function Value({ line }: { line: FieldLine | null }) {
  const { name, date } = useWords();
  if (line === null) return <>—</>;
  if (line.is === 'time') return <>{date(line.text)}</>;
  return <>{name('sourceValue', line.text)}</>;
}
