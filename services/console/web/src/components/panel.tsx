import { useId, type ReactNode } from 'react';
import { useWords } from '../i18n/language';
import type { Query } from '../use-query';

interface PanelProps {
  title: string;
  className: string;
  aside?: ReactNode;
  query: Pick<Query<unknown>, 'data' | 'error'>;
  children: ReactNode;
}

/** A titled region with its loading and error states; its size does not depend on either. */
export function Panel({ title, className, aside, query, children }: PanelProps) {
  const { t } = useWords();
  const id = useId();
  return (
    <section className={`panel ${className}`} aria-labelledby={id} aria-busy={query.data === null && !query.error}>
      <header className="panel-head">
        <h2 id={id}>{title}</h2>
        {query.error ? (
          <p className="panel-error">
            <span aria-hidden="true">⚠ </span>
            {t('state.failed')}
          </p>
        ) : null}
        {aside}
      </header>
      {query.data === null ? <p className="placeholder">{query.error ? '' : t('state.loading')}</p> : children}
    </section>
  );
}
