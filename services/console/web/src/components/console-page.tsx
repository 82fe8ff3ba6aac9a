import { useWords } from '../i18n/language';
import { useSignedIn } from '../session';
import { useAddress } from '../use-address';
import { useLive } from '../use-live';
import { CaseDetailPanel } from './case-detail-panel';
import { Dashboard } from './dashboard';
import { PageHeader } from './page-header';
import { PromisesPage } from './promises-page';

/** The pages of somebody who is signed in, with one stream of changes for all of them, and a case beside either. */
export function ConsolePage() {
  const { api } = useSignedIn();
  const { t } = useWords();
  const live = useLive(api);
  const { page, caseId } = useAddress();
  return (
    <>
      <a
        className="skip"
        href="#main"
        onClick={(event) => {
          // The address names the page; a jump inside it must not change that.
          event.preventDefault();
          document.getElementById('main')?.focus();
        }}
      >
        {t('app.skip')}
      </a>
      <PageHeader live={live.state} page={page} />
      {page === 'promises' ? <PromisesPage live={live} caseId={caseId} /> : <Dashboard live={live} caseId={caseId} />}
      {caseId === null ? null : (
        <CaseDetailPanel key={caseId} caseId={caseId} tick={live.tick} onChanged={live.refresh} />
      )}
    </>
  );
}
