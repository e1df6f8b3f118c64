import type { Command } from 'commander';
import { defaultJobTimeoutS } from '../../cluster/manifests/options';
import { defaultNamespace } from '../../cluster/words';
import type { ClusterOptions } from '../../run';
import { UsageError } from '../exit-codes';
import { aDay, addKubeconfigOptions, namespaceOf } from './kubernetes-options';
import { wholeNumberOption } from './whole-number';

/** Flags of commands that capture a cluster's nodes and test nothing. */
export interface ClusterAccessFlags {
  readonly context?: string;
  readonly kubeconfig?: string;
  readonly namespace?: string;
  readonly captureImage?: string;
  readonly jobTimeout?: number;
  readonly pods?: boolean;
}

const names = ['context', 'kubeconfig', 'namespace', 'captureImage', 'jobTimeout', 'pods'] as const;

/** Gives a command the flags about a cluster that it captures. */
export function addClusterAccess(command: Command): Command {
  return addKubeconfigOptions(command)
    .option('--namespace <name>', `namespace of the Jobs that capture (default: ${defaultNamespace})`)
    .option(
      '--capture-image <name>',
      'image with iproute2, nftables, iptables and ipset (default: a pinned one)',
    )
    .addOption(
      wholeNumberOption('--job-timeout <seconds>', `for each node (default: ${defaultJobTimeoutS})`, aDay),
    )
    .option('--pods', 'capture what is inside of the pods too: needs the host’s process ids');
}

/** How the nodes are captured. @throws UsageError that names the flag */
export function captureOptionsFrom(flags: ClusterAccessFlags): ClusterOptions {
  const { context, kubeconfig, captureImage, jobTimeout, pods } = flags;
  return {
    ...{ context, kubeconfig, captureImage },
    namespace: namespaceOf(flags.namespace),
    jobTimeoutS: jobTimeout,
    capture: pods ? 'pods' : 'nodes',
  };
}

/** @throws UsageError where a flag about clusters would have no effect */
export function refuseClusterAccess(flags: ClusterAccessFlags, command: Command): void {
  const given = names.find((name) => flags[name] !== undefined);
  if (!given) return;
  const flag = command.options.find((option) => option.attributeName() === given)?.long ?? given;
  throw new UsageError(`${flag} is for clusters: add --target kubernetes`);
}
