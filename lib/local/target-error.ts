/** Namespaces cannot be had here, or a lab cannot be built. Ends a command with exit code 4. */
export class TargetError extends Error {
  constructor(
    message: string,
    /** What to do about it. */
    readonly remedy: string,
  ) {
    super(message);
    this.name = 'TargetError';
  }
}
