/** Which of a batch's messages are done, and how far from the start without a gap: only so far may be committed. */
export class DurablePrefix {
  private readonly done: boolean[] = [];
  private reached = 0;

  mark(index: number): void {
    this.done[index] = true;
    while (this.done[this.reached]) this.reached++;
  }

  /** Number of messages from the start that are done. */
  get length(): number {
    return this.reached;
  }
}
