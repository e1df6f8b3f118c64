import { type Command, Option } from 'commander';
import { messageOf } from '../../base/message-of';
import {
  type CaptureScope,
  defaultCaptureImage,
  defaultImage,
  defaultJobTimeoutS,
} from '../../cluster/manifests/options';
import { defaults, type RunOptions } from '../../cluster/runner/options';
import { defaultNamespace } from '../../cluster/words';
import { Address } from '../../net';
import { probePort } from '../../prober';
import type { ClusterFacts } from '../../run';
import { UsageError } from '../exit-codes';
import { quoted } from '../io/quoted';
import { choiceOption } from './choice-option';
import type { SampleFlags, StateFlags } from './report-options';
import { specFrom } from './spec-from-flags';
import { readsBase, type SpecFlags } from './spec-options';
import { wholeNumberOption } from './whole-number';

/** Flags of `test --target kubernetes`. */
export interface KubernetesFlags extends SpecFlags, SampleFlags, StateFlags {
  readonly context?: string;
  readonly kubeconfig?: string;
  readonly namespace?: string;
  readonly image?: string;
  readonly capture?: CaptureScope;
  readonly captureImage?: string;
  readonly egress?: string;
  readonly startTimeout?: number;
  readonly jobTimeout?: number;
  readonly parallel?: number;
  readonly keep?: boolean;
  readonly bundle?: string;
  readonly dryRun?: boolean;
  readonly out?: string;
  readonly observations?: string;
  readonly leftovers?: boolean;
}

/** Seconds that a stage of a run may be given. */
export const aDay = { most: 86_400, unit: 'seconds' } as const;

/** How long servers may take to start. */
export function startTimeoutOption(): Option {
  return wholeNumberOption(
    '--start-timeout <seconds>',
    `for the servers, image pull included (default: ${defaults.startTimeoutS})`,
    aDay,
  );
}

/** Gives a command the flags that say which cluster. */
export function addKubeconfigOptions(command: Command): Command {
  return command
    .optionsGroup('On a Kubernetes cluster (--target kubernetes):')
    .option('--context <name>', "of the kubeconfig (default: the file's current one)")
    .option('--kubeconfig <file>', "(default: kubectl's own, KUBECONFIG or ~/.kube/config)");
}

/** Gives a command the flags about clusters. */
export function addKubernetesOptions(command: Command): Command {
  return addKubeconfigOptions(readsBase(command))
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
    .addOption(
      choiceOption(
        '--capture [what]',
        'read the kernel state of the nodes when the probes have ended, and explain failures by it (pods: of the pods too, with the rights to enter them)',
        ['nodes', 'pods'],
      ).preset('nodes'),
    )
    .option(
      '--capture-image <name>',
      `image with iproute2, nftables, iptables and ipset (default: ${defaultCaptureImage.replace(/@.*/, '')})`,
    )
    .addOption(startTimeoutOption())
    .addOption(
      wholeNumberOption('--job-timeout <seconds>', `for each Job (default: ${defaultJobTimeoutS})`, aDay),
    )
    .addOption(
      wholeNumberOption(
        '--parallel <jobs>',
        `Jobs at one time, never two on a node (default: ${defaults.parallel})`,
        { most: 10_000 },
      ),
    )
    .option(
      '--leftovers',
      'run no probe: read the nodes, and list what CNIs that do not run have left there, with the commands that remove it',
    )
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

/** The namespace as it was given. @throws UsageError where it can be none */
export function namespaceOf(namespace: string | undefined): string | undefined {
  if (namespace !== undefined && !/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace))
    throw new UsageError(
      `--namespace ${quoted(namespace)}: a namespace is a DNS label of at most 63 characters`,
    );
  return namespace;
}

/** How the run goes. @throws UsageError that names the flag */
export function runOptionsFrom(flags: KubernetesFlags): RunOptions {
  const { context, kubeconfig, namespace, image, keep, bundle, sample, capture, captureImage } = flags;
  namespaceOf(namespace);
  return {
    ...{ context, kubeconfig, namespace, image, keep, bundle, sample, capture, captureImage },
    egress: egressOf(flags.egress),
    startTimeoutS: flags.startTimeout,
    jobTimeoutS: flags.jobTimeout,
    parallel: flags.parallel,
  };
}

/** What the flags say of the cluster. @throws SpecError */
export function clusterFactsFrom({
  cni,
  mode,
  spec,
  base,
  context,
  state,
  capture,
}: KubernetesFlags): ClusterFacts {
  return {
    ...(spec === undefined ? { cni, mode, name: context } : { spec: specFrom({ base, cni, mode }) }),
    ...(state !== undefined && !capture && { state }),
  };
}

/** @throws UsageError where it is no address */
function egressOf(text: string | undefined): RunOptions['egress'] {
  if (text === undefined) return undefined;
  const [, bracketed, plain, port] = /^(?:\[(.+)\]|([^[\]]+?))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const address = bracketed ?? plain ?? text;
  try {
    return { address: `${Address.parse(address)}`, port: port === undefined ? probePort : Number(port) };
  } catch (error) {
    throw new UsageError(
      `--egress ${quoted(text)}: ${messageOf(error)}; write ADDRESS, ADDRESS:PORT or [IPV6]:PORT`,
    );
  }
}
