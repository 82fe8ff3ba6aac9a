import { useState, type FormEvent } from 'react';
import { ApiError } from '../api';
import { useWords, type Words } from '../i18n/language';
import { useSession } from '../session';
import { LanguageSwitch } from './language-switch';

export function SignInPage() {
  const { t } = useWords();
  return (
    <main className="sign-in">
      <div className="sign-in-card">
        <header className="sign-in-head">
          <div>
            <p className="brand">{t('app.name')}</p>
            <p className="muted">{t('app.subtitle')}</p>
          </div>
          <LanguageSwitch />
        </header>
        <h1>{t('signIn.title')}</h1>
        <p className="muted">{t('signIn.lead')}</p>
        <SignInForm />
      </div>
    </main>
  );
}

function SignInForm() {
  const words = useWords();
  const { t } = words;
  const { signIn } = useSession();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setError(null);
    try {
      await signIn(String(form.get('name')), String(form.get('password')));
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <label className="field">
        <span>{t('signIn.name')}</span>
        <input name="name" autoComplete="username" required autoFocus spellCheck={false} autoCapitalize="none" />
      </label>
      <label className="field">
        <span>{t('signIn.password')}</span>
        <input name="password" type="password" autoComplete="current-password" required />
      </label>
      <p className="form-error" role="alert">
        {error === null ? '' : refusalWords(error, words)}
      </p>
      <button className="button primary" disabled={busy}>
        {busy ? t('signIn.busy') : t('signIn.submit')}
      </button>
    </form>
  );
}

function refusalWords(error: unknown, { t }: Words): string {
  if (!(error instanceof ApiError)) return t('signIn.failed');
  if (error.status === 401) return t('signIn.refused');
  if (error.status === 429) return t('signIn.throttled', { seconds: error.retryAfterSeconds ?? 60 });
  return t('signIn.failed');
}
