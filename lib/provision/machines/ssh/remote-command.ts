/**
 * One text that the shell of a remote user takes apart into exactly these words: ssh joins its arguments by spaces and has
 * that shell read them. Each word is in single quotes, in which no shell of POSIX reads anything.
 * @throws Error where a word has a NUL, which no argument can
 */
export function remoteCommand(argv: readonly string[]): string {
  if (argv.length === 0) throw new Error('a command has at least a program');
  const wrong = argv.find((word) => word.includes('\0'));
  if (wrong !== undefined) throw new Error('an argument cannot have a NUL in it');
  return argv.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
}
