import { failureOf } from '../answers/failure';
import { NotUnderstood, type Reader } from '../answers/reader';

const command = 'sysctl net';

/** Keys that hold secrets, which nobody needs and most users may not read. */
const secrets = /\.(stable_secret|tcp_fastopen_key)\b/;

/** Settings by their path under /proc/sys/net. In the tool's keys a dot is a slash, and a slash is a dot of a link's name. */
export function readSysctls(reader: Reader): Record<string, string> {
  const settings = reader.each('sysctls', command, linesOf(reader), (line) => {
    const [, key, value] = /^net\.([^\s\p{C}]+) =(.*)$/u.exec(line) ?? [];
    if (key === undefined || /[^\P{C}\t]/u.test(value!))
      throw new NotUnderstood('not a setting and its value');
    return [pathOf(key), value!.trim()] as const;
  });
  return Object.fromEntries(settings);
}

/** What the tool could read; where it was refused other things than secrets, a gap says so. */
function linesOf(reader: Reader): string[] {
  const output = reader.output('sysctls', command);
  if (!output) return [];
  const refused = output.stderr.split('\n').filter((line) => line.trim() && !secrets.test(line));
  const why = failureOf(output, command);
  const isKnown = output.stdout.trim() !== '' && why !== 'too-large';
  if (!isKnown)
    reader.gap({
      of: 'sysctls',
      command,
      why: why ?? 'not-understood',
      details: output.stderr || 'the answer is empty',
    });
  else if (refused.length > 0)
    reader.gap({ of: 'sysctls', command, why: why ?? 'failed', entry: refused[0], details: output.stderr });
  return isKnown ? output.stdout.split('\n').filter((line) => line.trim()) : [];
}

const pathOf = (key: string) => key.replace(/[./]/g, (sign) => (sign === '.' ? '/' : '.'));
