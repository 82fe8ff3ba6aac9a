/** The file as a whole cannot be read, or not from here on. Thrown while it is read and answered at the edge. */
export class FileRefused extends Error {
  override readonly name = 'FileRefused';

  constructor(
    /** What the answer's status is while nothing was sent yet. */
    readonly status: 413 | 415 | 422,
    /** A stable word for programs. */
    readonly reason: string,
    /** What was expected, for people. */
    readonly detail: string,
  ) {
    super(detail);
  }
}
