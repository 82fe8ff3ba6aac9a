import { ConsolePage } from './components/console-page';
import { SignInPage } from './components/sign-in-page';
import { useSession } from './session';

export function App() {
  const { signedIn } = useSession();
  return signedIn ? <ConsolePage /> : <SignInPage />;
}
