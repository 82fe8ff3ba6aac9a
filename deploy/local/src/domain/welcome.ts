import type { SentFacts } from './sent-facts';

export interface WelcomeFacts {
  consoleUrl: string;
  adminPassword: string;
  /** The password is shown until a start has shown it once. */
  signInTold: boolean;
  /** Folder of secrets and logs, as the person sees it. */
  folder: string;
}

/** What the terminal says once everything is ready. */
export function welcome(facts: WelcomeFacts): string {
  const signIn = facts.signInTold
    ? 'admin, with the password of the first start'
    : `admin / ${facts.adminPassword}   (shown only this once)`;
  return [
    '',
    'Hearback is running.',
    `  Console   ${facts.consoleUrl}`,
    `  Sign-in   ${signIn}`,
    `  API key   HEARBACK_API_KEY in ${facts.folder}/local.env`,
    `  Logs      ${facts.folder}/logs`,
    '',
  ].join('\n');
}

/** What became of a file that was sent. */
export function fileSummary(facts: SentFacts): string {
  const refused = Object.values(facts.refused).reduce((sum, count) => sum + count, 0);
  const why = refused > 0 ? ` (${listed(facts.refused)})` : '';
  return [
    '',
    `${facts.rows} rows sent: ${facts.accepted} accepted, ${refused} refused${why}.`,
    `${facts.distinct} distinct feedback ids, which ended as: ${listed(facts.ends) || 'nothing yet'}.`,
    '',
  ].join('\n');
}

function listed(counts: Record<string, number>): string {
  return Object.entries(counts)
    .sort(([, a], [, b]) => b - a)
    .map(([name, count]) => `${count} ${name}`)
    .join(', ');
}
