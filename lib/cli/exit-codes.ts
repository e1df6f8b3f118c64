/** What a command's exit code says (design, section 8). */
export const exitCode = { ok: 0, bug: 1, usage: 2, checkFailed: 3, target: 4 } as const;

/** Words of the command line that do not fit together. */
export class UsageError extends Error {}
