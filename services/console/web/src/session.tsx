import { createContext, use, useCallback, useMemo, useState, type ReactNode } from 'react';
import { apiOf, signIn, type Api, type Session } from './api';

export interface SignedIn {
  session: Session;
  api: Api;
  signOut(): void;
}

interface SessionState {
  signedIn: SignedIn | null;
  signIn(name: string, password: string): Promise<void>;
}

// For this tab only: it is gone when the tab is closed.
const STORAGE = 'hearback.session';
const SessionContext = createContext<SessionState | null>(null);

export function SessionProvider({ children }: { children: ReactNode }) {
  const [session, setSession] = useState<Session | null>(storedSession);
  const signOut = useCallback(() => {
    sessionStorage.removeItem(STORAGE);
    setSession(null);
  }, []);
  const state = useMemo<SessionState>(
    () => ({
      signedIn: session && { session, api: apiOf(session.token, signOut), signOut },
      signIn: async (name, password) => {
        const signed = await signIn(name, password);
        sessionStorage.setItem(STORAGE, JSON.stringify(signed));
        setSession(signed);
      },
    }),
    [session, signOut],
  );
  return <SessionContext value={state}>{children}</SessionContext>;
}

export function useSession(): SessionState {
  const state = use(SessionContext);
  if (!state) throw new Error('useSession outside SessionProvider');
  return state;
}

/** For components that exist only while somebody is signed in. */
export function useSignedIn(): SignedIn {
  const { signedIn } = useSession();
  if (!signedIn) throw new Error('nobody is signed in');
  return signedIn;
}

/** Whether this person may make and change sources; the services decide it again. */
export function mayAdminister({ user }: Session): boolean {
  return user.scopes.includes('admin');
}

/** Whether this person may act on cases and refusals; the services decide it again. */
export function mayCommand({ user }: Session): boolean {
  return user.scopes.includes('command');
}

function storedSession(): Session | null {
  try {
    const session = JSON.parse(sessionStorage.getItem(STORAGE) ?? 'null') as Session | null;
    return session && Date.parse(session.expiresAt) > Date.now() ? session : null;
  } catch {
    return null;
  }
}
