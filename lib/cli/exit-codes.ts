/** What a command's exit code says: see the end of `testbed --help`. */
export const exitCode = { ok: 0, bug: 1, usage: 2, checkFailed: 3, target: 4 } as const;

/** Words of the command line that do not fit together. Ends a command with exit code 2. */
export class UsageError extends Error {}
