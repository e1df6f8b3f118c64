import { ExecError, tryExec } from '../../base/exec';

interface Program {
  /** What its version is of, for people. */
  readonly product: string;
  readonly args: readonly string[];
}

/** Programs that a lab's outcome may depend on, and how each prints its version. */
const labPrograms: Readonly<Record<string, Program>> = {
  ip: { product: 'iproute2', args: ['-V'] },
  nft: { product: 'nftables', args: ['--version'] },
  bird: { product: 'BIRD', args: ['--version'] },
  wg: { product: 'wireguard-tools', args: ['--version'] },
};

/** Programs that other targets need. */
const otherPrograms: Readonly<Record<string, Program>> = {
  kubectl: { product: 'kubectl', args: ['version', '--client'] },
  terraform: { product: 'Terraform', args: ['version'] },
  tofu: { product: 'OpenTofu', args: ['version'] },
};

/** How long a program may take to print its version before it counts as one that does not, in milliseconds. */
const patienceMs = 5000;

/** What a lab depends on, as `iproute2 6.1.0` by the program's name; what is not installed is left out. */
export const programVersions = (): Promise<Record<string, string>> => versionsOf(labPrograms);

/** What other targets need, likewise. */
export const otherVersions = (): Promise<Record<string, string>> => versionsOf(otherPrograms);

async function versionsOf(programs: Readonly<Record<string, Program>>): Promise<Record<string, string>> {
  const found = await Promise.all(
    Object.entries(programs).map(async ([name, program]) => [name, await versionOf(name, program)] as const),
  );
  return Object.fromEntries(
    found.filter((entry): entry is readonly [string, string] => entry[1] !== undefined),
  );
}

async function versionOf(name: string, { product, args }: Program): Promise<string | undefined> {
  // Terraform would ask its maker whether there is a newer one.
  const env = { ...process.env, CHECKPOINT_DISABLE: '1' };
  try {
    const { stdout, stderr } = await tryExec(name, args, { env, timeoutMs: patienceMs });
    return versionInWords(product, stdout || stderr);
  } catch (error) {
    if (error instanceof ExecError) return undefined;
    throw error;
  }
}

/** `ip utility, iproute2-6.1.0, libbpf 1.1.2` as `iproute2 6.1.0`; the first line where there is no such number. */
export function versionInWords(product: string, said: string): string {
  const number = /\d+(?:\.\d+)+/.exec(said)?.[0];
  return number ? `${product} ${number}` : said.trim().replace(/\n.*$/s, '');
}
