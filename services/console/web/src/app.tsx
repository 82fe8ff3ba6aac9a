import { Dashboard } from './components/dashboard';
import { SignInPage } from './components/sign-in-page';
import { useSession } from './session';

export function App() {
  const { signedIn } = useSession();
  return signedIn ? <Dashboard /> : <SignInPage />;
}
