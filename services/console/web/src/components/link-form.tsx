import { useState } from 'react';
import { useWords } from '../i18n/language';
import type { CaseDetail } from '../model/api-shapes';
import { mayTakeIn } from '../model/case-commands';
import { useSignedIn } from '../session';
import { useCommand } from '../use-command';
import { Outcome } from './case-actions';
import { CommandForm } from './command-forms';

interface LinkFormProps {
  detail: CaseDetail;
  /** The one that opened the other case. */
  feedbackId: string;
  onChanged(): void;
}

/** Says that another case is the same matter: its feedback joins this one. */
export function LinkForm({ detail, feedbackId, onChanged }: LinkFormProps) {
  const { t } = useWords();
  const { session } = useSignedIn();
  const command = useCommand(detail, onChanged);
  const [reason, setReason] = useState('');
  if (!session.user.scopes.includes('command') || !mayTakeIn(detail.state)) return null;
  return (
    <details className="second">
      <summary>{t('link.open')}</summary>
      <CommandForm
        onSubmit={() => command.run('link', { feedbackId, reason })}
        submit={t('link.submit')}
        isBusy={command.isBusy}
      >
        <label className="field">
          <span>{t('link.reason')}</span>
          <input required maxLength={1_000} value={reason} onChange={(e) => setReason(e.target.value)} />
        </label>
      </CommandForm>
      <Outcome command={command} />
    </details>
  );
}
