import { packageFile } from '../../../base/render';
import type { MachineCluster } from '../../machine-cluster';
import { neededBy, probesOf } from '../../sources/needed';
import { proxyEnvironment } from '../../sources/proxy-environment';
import type { Remote } from '../remote';
import { FactsError } from './facts';
import type { SourceFailure, Trouble } from './finding';

/** Seconds for all answers: they are asked at once. */
const patienceS = 120;
/** What sources.sh ends with where the machine has no curl. */
const noCurl = 69;

/**
 * Whether a machine reaches all that its boot fetches from, by the way that the boot takes.
 * @param architecture as `uname -m` has it
 * @throws FactsError where its answer is not understood
 */
export async function sourceTroubles(
  machine: Pick<Remote, 'run'>,
  cluster: MachineCluster,
  architecture: string,
): Promise<Trouble[]> {
  const { plan, sources } = cluster;
  const environment = { ...proxyEnvironment(plan, sources?.proxy), ...(sources?.ca && { ca: sources.ca }) };
  const settings = Object.entries(environment).map(([name, value]) => `${name}=${value}`);
  const { code, stdout, stderr } = await machine.run(
    [
      '/bin/sh',
      '-s',
      ...settings,
      ...probesOf(neededBy(cluster), architecture === 'aarch64' ? 'arm64' : 'amd64'),
    ],
    { sudo: true, input: packageFile('provision/machines/check/sources.sh'), timeoutS: patienceS },
  );
  if (code === noCurl) return [{ code: 'sources-unasked' }];
  if (code !== 0) throw new FactsError(`sources.sh: exit code ${code}: ${stderr.slice(0, 200)}`);
  return stdout.split('\n').filter(Boolean).sort().flatMap(readSource);
}

/** A line of sources.sh as trouble, or none. @throws FactsError where it is no such line */
export function readSource(line: string): Trouble[] {
  const [url = '', exit = '', status = '', connect = '', last = ''] = line.split('\t');
  if (!/^https?:\/\//.test(url) || ![exit, status, connect].every((word) => /^\d{1,3}$/.test(word)))
    throw new FactsError(`a source is ${JSON.stringify(line.slice(0, 200))}`);
  const failure = failureOf(Number(exit), Number(status), Number(connect));
  if (!failure) return [];
  return [{ code: 'source', url, host: hostOf(last) ?? hostOf(url) ?? url, ...failure }];
}

/** By curl's exit codes (curl(1), EXIT CODES). 63: the answer is longer than asked for, and so there is one. */
function failureOf(exit: number, status: number, connect: number): SourceFailure | undefined {
  if (connect >= 400) return { reason: 'proxy-refuses', status: connect };
  if (exit === 0 && status === 407) return { reason: 'proxy-refuses', status };
  if (exit === 0 || exit === 63)
    return (status >= 200 && status < 300) || status === 401 ? undefined : { reason: 'status', status };
  const reason = reasons[exit];
  return reason ? { reason } : { reason: 'other', curl: exit };
}

const reasons: Readonly<
  Record<number, 'proxy-name' | 'name' | 'refused' | 'no-answer' | 'tls' | 'certificate'>
> = {
  5: 'proxy-name',
  6: 'name',
  7: 'refused',
  28: 'no-answer',
  35: 'tls',
  60: 'certificate',
};

function hostOf(url: string): string | undefined {
  try {
    return new URL(url).host;
  } catch {
    return undefined;
  }
}
