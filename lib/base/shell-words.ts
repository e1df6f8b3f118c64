/** Words that a shell takes as they are. */
const plain = /^[\w.,:/@%+=-]+$/;

/** A command as one types it into a shell: words that a shell would take apart are in single quotes. */
export function shellWords(command: readonly string[]): string {
  return command.map((word) => (plain.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`)).join(' ');
}
