import { ExecError, tryExec } from '../exec';

/** Programs that a lab's outcome may depend on, and how each tells its version. */
const programs: readonly (readonly [name: string, ...args: string[]])[] = [
  ['ip', '-V'],
  ['nft', '--version'],
  ['bird', '--version'],
  ['wg', '--version'],
];

/** What is installed, by name; what is not is left out. */
export async function programVersions(): Promise<Record<string, string>> {
  const found = await Promise.all(
    programs.map(async ([name, ...args]) => [name, await versionOf(name, args)] as const),
  );
  return Object.fromEntries(
    found.filter((entry): entry is readonly [string, string] => entry[1] !== undefined),
  );
}

async function versionOf(name: string, args: readonly string[]): Promise<string | undefined> {
  try {
    const { stdout, stderr } = await tryExec(name, args);
    return (stdout || stderr).trim().split('\n')[0];
  } catch (error) {
    if (error instanceof ExecError) return undefined;
    throw error;
  }
}
