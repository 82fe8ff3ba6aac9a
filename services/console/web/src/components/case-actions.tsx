import { useId, useState } from 'react';
import { useWords } from '../i18n/language';
import type { CaseDetail } from '../model/api-shapes';
import { commandsIn, type FormCommand } from '../model/case-commands';
import { useSignedIn } from '../session';
import { useCommand, type Command } from '../use-command';
import { FollowUpForm, ReclassifyForm } from './after-forms';
import { AssignForm, NoteForm, ReasonForm, ReplyForm, ResolveForm, type FormProps } from './command-forms';
import { ExtendForm, WithdrawForm } from './promise-forms';

interface CaseActionsProps {
  detail: CaseDetail;
  onChanged(): void;
}

const FORMS: Record<FormCommand, (props: FormProps) => React.ReactNode> = {
  reply: ReplyForm,
  note: NoteForm,
  assign: AssignForm,
  resolve: ResolveForm,
  'follow-up': FollowUpForm,
  withdraw: WithdrawForm,
  extend: ExtendForm,
  reclassify: ReclassifyForm,
  reopen: ReasonForm,
};

/** Every action is decided on the version shown; the page is renewed after each. */
export function CaseActions({ detail, onChanged }: CaseActionsProps) {
  const { t } = useWords();
  const { session } = useSignedIn();
  const command = useCommand(detail, onChanged);
  const mayCommand = session.user.scopes.includes('command');
  return (
    <section className="detail-section actions" aria-label={t('action.title')}>
      <h3>{t('action.title')}</h3>
      {mayCommand ? <Forms detail={detail} command={command} /> : <p className="muted">{t('action.forbidden')}</p>}
      <Outcome command={command} />
    </section>
  );
}

// One form at a time; what was typed into another stays while the case is open.
function Forms({ detail, command }: { detail: CaseDetail; command: Command }) {
  const { t } = useWords();
  const id = useId();
  const offered = commandsIn(detail.state);
  const [wished, setWished] = useState<FormCommand>('reply');
  const chosen = offered.includes(wished) ? wished : offered[0]!;
  return (
    <>
      <div className="chooser" role="group" aria-label={t('form.choose')}>
        {offered.map((one) => (
          <button
            key={one}
            type="button"
            className="chip"
            aria-pressed={one === chosen}
            aria-controls={id}
            onClick={() => setWished(one)}
          >
            {t(`form.${one}`)}
          </button>
        ))}
      </div>
      <div id={id}>
        {offered.map((one) => {
          const Form = FORMS[one];
          return (
            <div key={one} hidden={one !== chosen}>
              <Form detail={detail} run={command.run} isBusy={command.isBusy} />
            </div>
          );
        })}
      </div>
    </>
  );
}

/** What became of the last command, told to screen readers as well. */
export function Outcome({ command: { isBusy, outcome } }: { command: Pick<Command, 'isBusy' | 'outcome'> }) {
  const { t } = useWords();
  return (
    <p className={outcome?.ok === false ? 'outcome bad-text' : 'outcome'} role="status">
      {isBusy ? t('action.busy') : (outcome?.words ?? '')}
    </p>
  );
}
