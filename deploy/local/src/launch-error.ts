/** A fault that the person at the terminal can mend; the message says in plain words what is wrong and what to do. */
export class LaunchError extends Error {
  override readonly name = 'LaunchError';
}
