/** A stack that cannot be reached, did not come up or has no results. Ends a command with exit code 4. */
export class StackError extends Error {
  constructor(
    message: string,
    /** What to do about it. */
    readonly remedy: string,
  ) {
    super(message);
    this.name = 'StackError';
  }
}
