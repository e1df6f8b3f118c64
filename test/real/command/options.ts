/** Options that say which cluster. */
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Configuration, testbedOf } from '../run/configuration';

/** What the options give. */
export interface ClusterFlags {
  readonly cni: string;
  readonly mode?: string;
  readonly dataPlane?: string;
  readonly ipFamily: Configuration['ipFamily'];
  readonly nodes: number;
  readonly kubeProxy?: Configuration['kubeProxy'];
  readonly out: string;
}

/** Adds them. */
export function addClusterOptions(command: Command): Command {
  return command
    .option('--cni <name>', 'flannel, cilium; calico where a folder is given for it', 'flannel')
    .option('--mode <name>', "its mode (default: the CNI's first)")
    .option('--data-plane <name>', "what filters and translates packets (default: the CNI's first)")
    .addOption(new Option('--ip-family <family>', 'families').choices(['ipv4', 'dual']).default('ipv4'))
    .option('--nodes <count>', 'nodes in all, one of them the control plane', nodeCount, 3)
    .addOption(
      new Option('--kube-proxy <mode>', 'mode of kube-proxy (default: as the product asks for)').choices([
        'iptables',
        'nftables',
      ]),
    )
    .option('--out <folder>', 'where results, captures, reports and logs go', 'real-results');
}

/** The configuration that the options say. @throws SpecError where there is none such */
export function configurationOf(flags: ClusterFlags): Configuration {
  const { cni, mode, dataPlane, ipFamily, nodes, kubeProxy } = flags;
  const configuration = { cni, mode, dataPlane, ipFamily, nodes, kubeProxy };
  testbedOf(configuration);
  return configuration;
}

function nodeCount(text: string): number {
  if (!/^\d+$/.test(text) || Number(text) < 2) throw new InvalidArgumentError('a whole number of 2 or more');
  return Number(text);
}
