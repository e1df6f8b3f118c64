/**
 * One CNI after the other on one cluster: the old one is uninstalled, what it left is listed by the product and removed by
 * the commands that it prints, and the new one is installed and tested.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LeftRow, leftoversSchema } from '../../../lib/results/leftovers';
import { ownImages } from '../build';
import { type Configuration, nameOf } from './configuration';
import { exportKind } from './exported';
import { installCni, type RunSettings, type Standing, withCluster } from './standing';
import { onCluster, runSuite } from './suite';

/** What a swap showed. */
export interface SwapRow {
  readonly from: string;
  readonly to: string;
  /** Things that were left: after the old CNI was uninstalled, and after the printed commands were run. */
  readonly left: number;
  readonly leftThen: number;
  /** Of the new CNI. */
  readonly pass: number;
  readonly fail: number;
  readonly mispredicted: number;
}

/** Swaps CNIs in this order on one cluster. */
export async function swapCnis(
  configurations: readonly Configuration[],
  settings: RunSettings,
): Promise<SwapRow[]> {
  const [first, ...others] = configurations;
  const images = [...new Set(configurations.flatMap(({ cni }) => settings.parts.images(cni)))];
  const parts = { ...settings.parts, images: () => images };
  return withCluster(first!, { ...settings, parts }, async (standing) => {
    const rows: SwapRow[] = [];
    let current = standing;
    for (const next of others) {
      const swapped = await swap(current, next, settings);
      current = swapped.standing;
      rows.push(swapped.row);
    }
    return rows;
  });
}

async function swap(before: Standing, to: Configuration, settings: RunSettings) {
  const { say, out } = settings;
  const [from, next] = [nameOf(before.configuration), nameOf(to)];
  say(`uninstalling ${before.configuration.cni}`);
  await uninstall(before);
  const left = await listed(before, out, `left-by-${from}`);
  say(`${left.length} things are left: removing them as printed`);
  for (const { host, commands } of left)
    for (const command of commands) await removeBy(before, host, command);
  const then = await listed(before, out, `left-by-${from}-then`);
  const exported = await exportKind(to, join(out, `kind-${next}`));
  const standing: Standing = { ...before, exported, configuration: to };
  await forgetInstall(standing);
  await recreatePods(standing);
  await installCni(standing, say);
  const { results } = await runSuite(standing, settings, `suite-${next}`);
  const { pass, fail, mispredicted } = results.summary;
  const counts = { left: left.length, leftThen: then.length, pass, fail, mispredicted };
  return { standing, row: { from, to: next, ...counts } satisfies SwapRow };
}

/** As docs/leftovers.md has it: Helm's release and its namespace. */
async function uninstall({ exported, must, context, kubectl }: Standing): Promise<void> {
  const [release, namespace] = readFileSync(join(exported, 'chart.tsv'), 'utf8').trim().split('\t');
  await must(['helm', 'uninstall', release!, '--kube-context', context, '--namespace', namespace!, '--wait']);
  if (namespace !== 'kube-system') await kubectl(['delete', 'namespace', namespace!, '--ignore-not-found']);
}

async function listed(standing: Standing, out: string, name: string): Promise<readonly LeftRow[]> {
  mkdirSync(out, { recursive: true });
  const file = join(out, `${name}.json`);
  const words = [
    'test',
    ...onCluster(standing),
    '--leftovers',
    '--capture-image',
    ownImages.netshoot,
    '--json',
    file,
  ];
  const { stdout, stderr } = await standing.testbed(words);
  writeFileSync(join(out, `${name}.txt`), stdout + stderr);
  return leftoversSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).left;
}

/** What is printed for kubectl is run where the API server can be reached, whatever node it is about. */
async function removeBy(
  { machines, kubectl }: Standing,
  host: string | undefined,
  [program, ...words]: readonly string[],
): Promise<void> {
  if (program === 'kubectl') return void (await kubectl(words));
  await machines.find(({ name }) => name === host)!.exec([program!, ...words]);
}

/** What the product's script keeps of what it has installed: it says so itself where another CNI is to come. */
const forgetInstall = ({ kubectl }: Standing) =>
  kubectl(['--namespace', 'kube-system', 'delete', 'configmap', 'cni-testbed-install']);

/** Pods of the old CNI's network have no network any more; new ones come when there is a CNI again. */
const recreatePods = ({ kubectl }: Standing) =>
  kubectl(['--namespace', 'kube-system', 'delete', 'pods', '--selector', 'k8s-app=kube-dns', '--wait=false']);
