import { type Command, Option } from 'commander';
import type { Given } from '../../cluster/cluster-testbed';
import { defaultImage, defaultJobTimeoutS } from '../../cluster/manifests/options';
import { defaults, type RunOptions } from '../../cluster/runner/options';
import { defaultNamespace } from '../../cluster/words';
import { cnis } from '../../cni';
import { Address } from '../../net';
import { parseSpec } from '../../plan';
import { probePort } from '../../prober';
import { testbed } from '../../testbed';
import { UsageError } from '../exit-codes';
import { quoted } from '../io/quoted';
import { readsBase, type SpecFlags, specFrom } from './spec-options';

/** Flags of `test --target kubernetes`. */
export interface KubernetesFlags extends SpecFlags {
  readonly context?: string;
  readonly kubeconfig?: string;
  readonly namespace?: string;
  readonly image?: string;
  readonly egress?: string;
  readonly startTimeout?: string;
  readonly jobTimeout?: string;
  readonly parallel?: string;
  readonly keep?: boolean;
  readonly bundle?: string;
  readonly dryRun?: boolean;
  readonly out?: string;
  readonly observations?: string;
  readonly sample?: string;
}

export function addKubernetesOptions(command: Command): Command {
  return readsBase(command)
    .optionsGroup('On a Kubernetes cluster (--target kubernetes):')
    .option('--context <name>', "of the kubeconfig (default: the file's current one)")
    .option('--kubeconfig <file>', "(default: kubectl's own, KUBECONFIG or ~/.kube/config)")
    .option(
      '--spec <file>',
      'spec that the cluster was built from: its shares are compared, its CNI predicted',
    )
    .option('--cni <name>', 'CNI that runs (default: recognised by its agents, or that of the spec)')
    .option('--mode <name>', 'its mode; without it, and without --spec, nothing is predicted')
    .option(
      '--egress <address[:port]>',
      'probe server outside the cluster: `node job-prober.js serve node`, from dist of this package',
    )
    .option('--namespace <name>', `namespace of the probes (default: ${defaultNamespace})`)
    .option('--image <name>', `image with Node 20 or later (default: ${defaultImage})`)
    .option(
      '--start-timeout <seconds>',
      `for the servers, image pull included (default: ${defaults.startTimeoutS})`,
    )
    .option('--job-timeout <seconds>', `for each Job (default: ${defaultJobTimeoutS})`)
    .option('--parallel <jobs>', `Jobs at one time, never two on a node (default: ${defaults.parallel})`)
    .option('--observations <file>', 'touch no cluster, judge what collect.sh has gathered')
    .option('--keep', 'leave everything in the cluster')
    .option('--bundle <folder>', 'for logs and events where the run fails (default: a new one here)')
    .option('--dry-run', 'print the manifests and touch no cluster')
    .addOption(new Option('--nodes <count>', 'with --dry-run: nodes in all (default: 3)'))
    .option(
      '--out <folder>',
      'with --dry-run: write the manifests there as files, with a script that runs them',
    );
}

/** @throws UsageError that names the flag */
export function runOptionsFrom(flags: KubernetesFlags, sample: number | undefined): RunOptions {
  const { context, kubeconfig, namespace, image, keep, bundle } = flags;
  if (namespace !== undefined && !/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace))
    throw new UsageError(
      `--namespace ${quoted(namespace)}: a namespace is a DNS label of at most 63 characters`,
    );
  return {
    ...{ context, kubeconfig, namespace, image, keep, bundle, sample },
    egress: egressOf(flags.egress),
    startTimeoutS: wholeNumber('--start-timeout', flags.startTimeout, 86_400),
    jobTimeoutS: wholeNumber('--job-timeout', flags.jobTimeout, 86_400),
    parallel: wholeNumber('--parallel', flags.parallel, 10_000),
  };
}

/** What the flags tell of the cluster. @throws SpecError, UsageError */
export function toldBy(flags: KubernetesFlags): Given {
  const { cni: name, mode, spec, base } = flags;
  const cluster = flags.context ?? 'cluster';
  if (spec !== undefined) {
    const built = testbed(specFrom({ base, cni: name, mode }));
    return { name: built.spec.name, testbed: built };
  }
  if (name === undefined) {
    if (mode !== undefined) throw new UsageError(`--mode ${quoted(mode)}: say of which CNI, with --cni`);
    return { name: cluster };
  }
  const { cni, choice } = testbed(parseSpec({ cni: name, mode }), cnis);
  const known = mode !== undefined || cni.modes.length === 1;
  return { name: cluster, cni, choice: known ? choice : undefined };
}

function egressOf(text: string | undefined): RunOptions['egress'] {
  if (text === undefined) return undefined;
  const [, bracketed, plain, port] = /^(?:\[(.+)\]|([^[\]]+?))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const address = bracketed ?? plain ?? text;
  try {
    return { address: `${Address.parse(address)}`, port: port === undefined ? probePort : Number(port) };
  } catch (error) {
    throw new UsageError(
      `--egress ${quoted(text)}: ${(error as Error).message}; write ADDRESS, ADDRESS:PORT or [IPV6]:PORT`,
    );
  }
}

function wholeNumber(flag: string, text: string | undefined, most: number): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,6}$/.test(text) || Number(text) > most)
    throw new UsageError(`${flag} ${quoted(text)}: it must be a whole number from 1 to ${most}`);
  return Number(text);
}
