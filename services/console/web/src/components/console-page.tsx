import { useWords } from '../i18n/language';
import { useSignedIn } from '../session';
import { useAddress, type Address } from '../use-address';
import { useLive, type Live } from '../use-live';
import { CallBacksPage } from './call-backs-page';
import { CaseDetailPanel } from './case-detail-panel';
import { ChannelsPage } from './channels-page';
import { Dashboard } from './dashboard';
import { PageHeader } from './page-header';
import { PromisesPage } from './promises-page';
import { RefusedPage } from './refused-page';

/** The pages of somebody who is signed in, with one stream of changes for all of them, and a case beside most. */
export function ConsolePage() {
  const { api } = useSignedIn();
  const { t } = useWords();
  const live = useLive(api);
  const address = useAddress();
  const { page, caseId } = address;
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
      <Page live={live} address={address} />
      {caseId === null ? null : (
        <CaseDetailPanel key={caseId} caseId={caseId} tick={live.tick} onChanged={live.refresh} />
      )}
    </>
  );
}

function Page({ live, address }: { live: Live; address: Address }) {
  const { page, caseId, item, sourceId } = address;
  if (page === 'promises') return <PromisesPage live={live} caseId={caseId} />;
  if (page === 'call-backs') return <CallBacksPage live={live} caseId={caseId} />;
  if (page === 'channels') return <ChannelsPage live={live} item={item} />;
  if (page === 'refused') return <RefusedPage key={sourceId} live={live} refusedId={item} sourceId={sourceId} />;
  return <Dashboard live={live} caseId={caseId} />;
}
