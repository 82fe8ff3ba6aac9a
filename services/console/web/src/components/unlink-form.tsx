import { useState } from 'react';
import { useWords } from '../i18n/language';
import type { CaseDetail, FeedbackView } from '../model/api-shapes';
import { useSignedIn } from '../session';
import { useCommand } from '../use-command';
import { Outcome } from './case-actions';
import { CommandForm } from './command-forms';

interface UnlinkFormProps {
  detail: CaseDetail;
  feedback: FeedbackView;
  onChanged(): void;
}

/** Takes a feedback that was joined by mistake out of the case. */
export function UnlinkForm({ detail, feedback, onChanged }: UnlinkFormProps) {
  const { t } = useWords();
  const { session } = useSignedIn();
  const command = useCommand(detail, onChanged);
  const [reason, setReason] = useState('');
  if (!session.user.scopes.includes('command') || detail.state === 'withdrawn') return null;
  return (
    <details className="second">
      <summary>{t('unlink.open')}</summary>
      <CommandForm
        onSubmit={() => command.run('unlink', { feedbackId: feedback.feedbackId, reason })}
        submit={t('unlink.submit')}
        isBusy={command.isBusy}
      >
        <label className="field">
          <span>{t('unlink.reason')}</span>
          <input required maxLength={1_000} value={reason} onChange={(e) => setReason(e.target.value)} />
        </label>
      </CommandForm>
      <Outcome command={command} />
    </details>
  );
}
