/** One cluster, the suite on it, and what it showed. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { type Configuration, nameOf } from './configuration';
import { kubeProxyOf } from './exported';
import { type Row, rowOf } from './row';
import { type RunSettings, type Standing, withCluster } from './standing';
import { runSuite } from './suite';

/** What is done beside one run of the suite. */
export interface RunOptions {
  /** Keeps the cluster until somebody says so. @default false */
  readonly hold?: boolean;
  /** Runs of the suite, in all. @default 1 */
  readonly times?: number;
}

/** One cluster, with what its first run showed, and how many of all runs were not as they should be. */
export interface RunOutcome {
  readonly row: Row;
  readonly notOk: number;
}

/** Whether something failed or came otherwise than predicted. */
const isNotOk = ({ fail, mispredicted }: Pick<Row, 'fail' | 'mispredicted'>) => fail + mispredicted > 0;

/** Runs it. */
export async function runOnce(
  configuration: Configuration,
  settings: RunSettings,
  { hold = false, times = 1 }: RunOptions = {},
): Promise<RunOutcome> {
  const { out, say } = settings;
  mkdirSync(out, { recursive: true });
  say(`${nameOf(configuration)}, ${configuration.nodes} nodes`);
  return withCluster(configuration, settings, async (standing) => {
    const suite = await runSuite(standing, settings);
    process.stdout.write(suite.report);
    const seconds = { ...standing.seconds, suite: suite.seconds };
    const row = rowOf(configuration, suite.results, seconds, kubeProxyOf(standing.exported));
    writeFileSync(join(out, 'row.json'), `${JSON.stringify(row, null, 2)}\n`);
    let notOk = isNotOk(row) ? 1 : 0;
    for (let run = 2; run <= times; run++) {
      const { results } = await runSuite(standing, settings, `suite-${run}`);
      say(`run ${run} of ${times}: ${results.summary.pass} passed, ${results.summary.fail} failed`);
      if (isNotOk(results.summary)) notOk++;
    }
    if (hold) await held(standing);
    return { row, notOk };
  });
}

async function held({ environment, inside, machines }: Standing): Promise<void> {
  const lines = Object.entries(environment).map(([name, value]) => `  export ${name}=${value}`);
  const enter = machines.map(
    ({ name, pid }) => `  nsenter --target ${pid} --mount --uts --net --pid   # ${name}`,
  );
  const text = [
    'The cluster stays until Enter. In another shell:',
    ...lines,
    `  ${inside.join(' ')} kubectl get nodes`,
  ];
  process.stderr.write(`${[...text, ...enter].join('\n')}\n`);
  const terminal = createInterface({ input: process.stdin });
  await terminal.question('');
  terminal.close();
}
