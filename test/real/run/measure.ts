/** Clusters of several CNIs at the same time, measured in turns by the product. */
import { join } from 'node:path';
import { ownImages } from '../build';
import { type Configuration, nameOf, testbedOf } from './configuration';
import { product } from './folders';
import { type RunSettings, type Standing, withClusters } from './standing';

/** Measures the clusters, and returns what a user would have seen. @throws Error where it could not measure */
export function measureInTurns(
  configurations: readonly Configuration[],
  settings: RunSettings,
  more: readonly string[],
): Promise<string> {
  return withClusters(configurations, settings, async (standings) => {
    const { out, say } = settings;
    say(`measuring ${configurations.map(nameOf).join(' and ')} in turns`);
    const contexts = ['--context', ...standings.map(({ context }) => context)];
    const choices = configurations.map(testbedOf);
    const cnis = [
      ...['--cni', choices.map(({ cni }) => cni.name).join()],
      ...['--mode', choices.map(({ choice }) => choice.mode.name).join()],
    ];
    const files = [
      ...['--json', join(out, 'measured.json')],
      ...['--html', join(out, 'measured.html')],
      ...['--bundle', join(out, 'bundle')],
    ];
    const { code, stdout, stderr } = await runOnAll(
      standings,
      [
        'measure',
        '--target',
        'kubernetes',
        ...contexts,
        ...cnis,
        '--image',
        ownImages.node,
        ...files,
        ...more,
      ],
      out,
    );
    if (code !== 0) throw new Error(`testbed measure: exit code ${code}\n${stdout}${stderr}`);
    return stdout;
  });
}

/** Runs the product with the kubeconfigs of all clusters, as KUBECONFIG joins files. */
function runOnAll(standings: readonly Standing[], words: readonly string[], cwd: string) {
  const [first] = standings;
  const kubeconfig = standings.map(({ environment }) => environment.KUBECONFIG).join(':');
  return first!.run(['env', `KUBECONFIG=${kubeconfig}`, process.execPath, product, ...words], { cwd });
}
