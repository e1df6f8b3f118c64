import type { Command } from 'commander';
import { defaultEngineImage, defaultImage } from '../../cluster/manifests/options';
import { defaultNamespace } from '../../cluster/words';
import { type ClusterToMeasure, defaultCycles, type MeasureClustersOptions } from '../../run';
import { UsageError } from '../exit-codes';
import { choiceOption } from './choice-option';
import { aDay, namespaceOf, startTimeoutOption } from './kubernetes-options';
import type { MeasureFlags } from './measure-options';
import { specFrom } from './spec-from-flags';
import type { SpecFlags } from './spec-options';
import { wholeNumberOption } from './whole-number';

/** Which clusters are measured, and how. */
export interface MeasuredClusterFlags {
  readonly context?: readonly string[];
  readonly kubeconfig?: string;
  readonly namespace?: string;
  readonly image?: string;
  readonly engineImage?: string;
  readonly pairs?: number;
  readonly families?: 'first' | 'all';
  readonly agentCost?: boolean;
  readonly disturb?: boolean;
  readonly anyway?: boolean;
  readonly cycles?: number;
  readonly startTimeout?: number;
  readonly jobTimeout?: number;
  readonly keep?: boolean;
  readonly bundle?: string;
}

/** Gives a command the flags about clusters that it measures. */
export function addMeasuredClusters(command: Command): Command {
  return command
    .optionsGroup('On Kubernetes clusters (--target kubernetes, or deployed stacks):')
    .option(
      '--context <names...>',
      "contexts of the kubeconfig: several are measured in turns (default: the file's current one)",
    )
    .option('--kubeconfig <file>', "(default: kubectl's own, KUBECONFIG or ~/.kube/config)")
    .option('--namespace <name>', `namespace of servers and Jobs (default: ${defaultNamespace})`)
    .option('--image <name>', `image with Node 20 or later (default: ${defaultImage})`)
    .option(
      '--engine-image <name>',
      `with --engine iperf3: image with iperf3 3.10 or later (default: ${defaultEngineImage.replace(/@.*/, '')}, by its digest)`,
    )
    .addOption(
      wholeNumberOption('--pairs <number>', 'pairs of workers that take turns, each both ways (default: 3)', {
        most: 100,
      }),
    )
    .addOption(choiceOption('--families <which>', 'address families (default: first)', ['first', 'all']))
    .option(
      '--agent-cost',
      'read processors and memory of the CNI’s agents from the nodes’ control groups (takes the right to list their pods)',
    )
    .option(
      '--disturb',
      'in the end, restart the CNI’s agents on one node and see for how long a way is silent (deletes their pods there)',
    )
    .option(
      '--anyway',
      'measure also where numbers mean little (burstable instances, unlike machines, busy nodes), and mark them',
    )
    .addOption(
      wholeNumberOption(
        '--cycles <number>',
        `of stacks on the same machines: how often they are measured there and back (A B B A), with swaps between (default: ${defaultCycles})`,
        { most: 500 },
      ),
    )
    .addOption(startTimeoutOption())
    .addOption(
      wholeNumberOption(
        '--job-timeout <seconds>',
        'for the Jobs of one block (default: what they may take)',
        aDay,
      ),
    )
    .option('--keep', 'leave everything in the clusters')
    .option('--bundle <folder>', 'for logs and events where the run fails (default: a new one here)');
}

const ofClusters = [
  ...['context', 'kubeconfig', 'namespace', 'image', 'engineImage', 'pairs', 'families'],
  ...['agentCost', 'disturb', 'anyway', 'cycles', 'startTimeout', 'jobTimeout', 'keep', 'bundle'],
] as readonly (keyof MeasuredClusterFlags)[];

/** @throws UsageError where a flag about clusters would have no effect in a lab */
export function refuseMeasuredClusters(flags: MeasuredClusterFlags, command: Command): void {
  const given = ofClusters.find((name) => flags[name] !== undefined);
  if (given)
    throw new UsageError(
      `${flagOf(command, given)} is for clusters: add --target kubernetes, or name deployed stacks`,
    );
}

/** @throws UsageError where an image of iperf3 is named, and it measures nothing */
export function refuseIdleEngineImage({ engine, engineImage }: MeasuredClusterFlags & MeasureFlags): void {
  if (engineImage !== undefined && engine !== 'iperf3')
    throw new UsageError('--engine-image is for iperf3: add --engine iperf3, or leave it out');
}

/** @throws UsageError where there is nothing that could be measured there and back */
export function refuseIdleCycles(stacks: readonly string[], { cycles }: MeasuredClusterFlags): void {
  if (cycles !== undefined && stacks.length < 2)
    throw new UsageError('--cycles is for stacks on the same machines: name two of them, or leave it out');
}

/** Of the spec of a lab, what also says something of clusters. */
const alsoOfClusters = ['cni', 'mode', 'spec', 'base'];
const ofLabs = [
  ...['dataPlane', 'nodes', 'controlPlanes', 'podsPerNode', 'zones', 'podRoutes', 'ipFamily'],
  ...['podCidr', 'ipam', 'serviceCidr', 'underlayMtu', 'fabricMtu', 'podMtu', 'maxPods', 'tunnelPort'],
  'services',
  'scenario',
] as readonly (keyof SpecFlags)[];

/** @throws UsageError where a flag about labs would have no effect on clusters */
export function refuseLabFlags(flags: SpecFlags, command: Command): void {
  const given =
    flags.masquerade === false
      ? 'masquerade'
      : ofLabs.find((name) => flags[name] !== undefined && !alsoOfClusters.includes(name));
  if (given) throw new UsageError(`${flagOf(command, given)} is for labs: leave --target kubernetes out`);
}

/** What the stacks themselves say, by their deploy. */
const ofStacks = ['target', 'context', 'kubeconfig', 'cni', 'mode', 'spec', ...ofLabs];

/** @throws UsageError where a flag says of stacks what they say themselves */
export function refuseWithStacks(flags: object, command: Command): void {
  const given = ofStacks.find((name) => name in flags && command.getOptionValueSource(name) !== 'default');
  if (given) throw new UsageError(`${flagOf(command, given)}: stacks say that themselves; leave it out`);
}

function flagOf(command: Command, name: string): string {
  return command.options.find((option) => option.attributeName() === name)?.long ?? name;
}

/** The clusters that are measured. @throws UsageError, SpecError */
export function clustersFrom(flags: SpecFlags & MeasuredClusterFlags): ClusterToMeasure[] {
  const { context: contexts = [undefined], kubeconfig, cni, mode, spec, base } = flags;
  if (spec !== undefined && contexts.length > 1)
    throw new UsageError('--spec is of one cluster: leave it out, or name one --context');
  const [cnis, modes] = [eachOf('--cni', cni, contexts.length), eachOf('--mode', mode, contexts.length)];
  return contexts.map((context, i) => ({
    ...{ context, kubeconfig },
    facts:
      spec === undefined
        ? { cni: cnis[i], mode: modes[i], name: context }
        : { spec: specFrom({ base, cni, mode }) },
  }));
}

/** One word for all clusters, or as many as there are, separated by commas. @throws UsageError */
function eachOf(flag: string, text: string | undefined, clusters: number): (string | undefined)[] {
  const words = text?.split(',').map((word) => word.trim()) ?? [undefined];
  if (words.length === 1) return Array(clusters).fill(words[0]);
  if (words.length === clusters) return words;
  throw new UsageError(
    `${flag} ${text}: name one for all clusters, or one for each of the ${clusters}, separated by commas`,
  );
}

/** How clusters are measured. @throws UsageError that names the flag */
export function measureClustersOptionsFrom(flags: MeasuredClusterFlags): MeasureClustersOptions {
  const {
    image,
    engineImage,
    pairs,
    families,
    agentCost,
    disturb,
    anyway,
    startTimeout,
    jobTimeout,
    keep,
    bundle,
  } = flags;
  return {
    ...{ image, engineImage, pairs, families, agentCost, disturb, anyway, keep, bundle },
    namespace: namespaceOf(flags.namespace),
    startTimeoutS: startTimeout,
    jobTimeoutS: jobTimeout,
  };
}
