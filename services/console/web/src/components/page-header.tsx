import { useWords } from '../i18n/language';
import { useSignedIn } from '../session';
import { pageAddress, type PageName } from '../use-address';
import type { LiveState } from '../use-live';
import { LanguageSwitch } from './language-switch';

const PAGES = ['board', 'promises', 'call-backs', 'channels', 'refused'] as const satisfies readonly PageName[];

export function PageHeader({ live, page }: { live: LiveState; page: PageName }) {
  const { t } = useWords();
  const { session, signOut } = useSignedIn();
  return (
    <header className="page-header">
      <div className="brand-line">
        <h1 className="brand">{t('app.name')}</h1>
        <nav className="pages" aria-label={t('nav.label')}>
          {PAGES.map((one) => (
            <a key={one} href={pageAddress(one)} aria-current={one === page ? 'page' : undefined}>
              {t(`nav.${one}`)}
            </a>
          ))}
        </nav>
      </div>
      <div className="header-tools">
        <span className={`live live-${live}`} role="status">
          <span className="dot" aria-hidden="true" />
          {t(`live.${live}`)}
        </span>
        <LanguageSwitch />
        <span className="muted">{session.user.displayName ?? session.user.name}</span>
        <button className="button" onClick={signOut}>
          {t('signOut')}
        </button>
      </div>
    </header>
  );
}
