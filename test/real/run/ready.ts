/** How soon a cluster is ready: measured by the product, while its CNI is installed. */
import { join } from 'node:path';
import { defaultNamespace } from '../../../lib/cluster/words';
import { ownImages } from '../build';
import { type Configuration, nameOf } from './configuration';
import { installCni, type RunSettings, type Standing, withClusters } from './standing';

/** Measures it, and returns what a user would have seen. @throws Error where it could not measure */
export async function measureReady(
  configuration: Configuration,
  settings: RunSettings,
  more: readonly string[],
): Promise<string> {
  const { out, say } = settings;
  return withClusters(
    [configuration],
    settings,
    async ([standing]) => {
      say(`measuring when ${nameOf(configuration)} is ready`);
      const [report] = await Promise.all([measured(standing!, out, more), installed(standing!, settings)]);
      return report;
    },
    async () => {},
  );
}

async function measured({ testbed, context }: Standing, out: string, more: readonly string[]) {
  const { code, stdout, stderr } = await testbed([
    ...['measure', '--target', 'kubernetes', '--context', context, '--only', 'ready'],
    ...['--image', ownImages.node, '--json', join(out, 'ready.json'), '--html', join(out, 'ready.html')],
    ...['--bundle', join(out, 'bundle'), ...more],
  ]);
  if (code !== 0) throw new Error(`testbed measure: exit code ${code}\n${stdout}${stderr}`);
  return `${stderr}${stdout}`;
}

/** When the product's helpers wait. */
async function installed(standing: Standing, { say }: RunSettings): Promise<void> {
  const helpers = ['--namespace', defaultNamespace, 'daemonset/address-book'];
  await standing.kubectl(['wait', '--for=create', ...helpers, '--timeout=60s']);
  await standing.kubectl(['rollout', 'status', ...helpers, '--timeout=60s']);
  await installCni(standing, say);
}
