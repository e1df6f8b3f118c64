/** The message of whatever was thrown. */
export function messageOf(thrown: unknown): string {
  const hasMessage = typeof thrown === 'object' && thrown !== null && 'message' in thrown;
  return hasMessage ? `${thrown.message}` : `${thrown}`;
}

/** The code of an error of the system, such as ENOENT; undefined where the system did not throw it. */
export function systemCodeOf(thrown: unknown): string | undefined {
  const hasCode = typeof thrown === 'object' && thrown !== null && 'syscall' in thrown && 'code' in thrown;
  return hasCode ? `${thrown.code}` : undefined;
}
