/** Another program that builds hosts and lets them ping one another, as a reference where it is installed. */
import { ExecError, tryExec } from '../base/exec';
import { ms, timed } from './measure';

const pingAll = [
  ...['--topo', 'single,9', '--controller', 'none', '--switch', 'lxbr'],
  ...['--test', 'pingall'],
];

/** Packages of programs that it calls. */
const packages: Readonly<Record<string, string>> = { brctl: 'bridge-utils', mnexec: 'mininet' };

/** How long its nine hosts take to ping one another, or why that is not known. */
export async function mininet(program = 'mn'): Promise<string> {
  let failure: string | undefined;
  try {
    const time = await timed(async () => {
      const { code, stderr } = await tryExec(program, pingAll, { timeoutMs: 60_000 });
      if (code !== 0) failure = reasonOf(stderr);
    });
    return failure ? `skipped: ${failure}` : `mininet's pingall of 9 hosts ${ms(time)}`;
  } catch (error) {
    if (!(error instanceof ExecError)) throw error;
    return error.notFound
      ? 'skipped: mininet is not installed (apt-get install mininet)'
      : `skipped: mininet failed (${error.output.split('\n')[0]})`;
  }
}

/** From what it said: the last line that is about the matter, and not its PATH, which it prints too. */
function reasonOf(stderr: string): string {
  const missing = /Cannot find required executable (\w+)/.exec(stderr)?.[1];
  if (missing)
    return `${missing}, which mininet needs, is not installed (apt-get install ${packages[missing] ?? missing})`;
  if (stderr.includes('Mininet must run as root')) return 'Mininet must run as root';
  const lines = stderr.split('\n').filter((line) => line.trim() !== '' && !isEnvironment(line));
  return `mininet failed (${lines.at(-1)?.trim() ?? 'it says nothing'})`;
}

/** `NAME=value`, or a list of folders. */
const isEnvironment = (line: string) => /^\s*[A-Z_]+=/.test(line) || /\/\S*:\//.test(line);
