import { packageFile } from '../../../base/render';
import type { Remote } from '../remote';
import { FactsError, type MachineFacts, readFacts } from './facts';
import type { Asked } from './judge';

/** Seconds that a machine may take to answer: each of the others is pinged for up to four. */
const patienceS = 120;

/** Asks a machine what there is on it; nothing changes there. @throws FactsError where its answer is not understood */
export async function askFacts(
  machine: Pick<Remote, 'run'>,
  others: readonly string[],
): Promise<{ readonly facts: MachineFacts; readonly asked: Asked }> {
  const from = seconds();
  const { code, stdout, stderr } = await machine.run(['/bin/sh', '-s', ...others], {
    sudo: true,
    input: packageFile('provision/machines/check/facts.sh'),
    timeoutS: patienceS + 4 * others.length,
  });
  if (code !== 0) throw new FactsError(`exit code ${code}: ${stderr.slice(0, 200)}`);
  return { facts: readFacts(stdout), asked: { from, to: seconds() } };
}

const seconds = () => Math.floor(Date.now() / 1000);
