/** The message of whatever was thrown. */
export function messageOf(thrown: unknown): string {
  const hasMessage = typeof thrown === 'object' && thrown !== null && 'message' in thrown;
  return hasMessage ? `${thrown.message}` : `${thrown}`;
}
