/** A target cannot be had, built or reached: namespaces, a lab, a cluster. Ends a command with exit code 4. */
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

/** The machine lacks what a mode needs: not the mode's fault, and no reason to give up on other modes. */
export class MissingFeatureError extends TargetError {
  constructor(
    message: string,
    remedy: string,
    /** What is missing and why, without the mode that needs it. */
    readonly lack: string,
  ) {
    super(message, remedy);
  }
}
