/** The flags that say what to build. */
import type { Command } from 'commander';
import { type Cni, cnis } from '../../cni';
import { defaultZone, parseSpec } from '../../plan';
import { scenarios } from '../../run';
import { type BaseSpec, baseSpec } from './base-spec';
import { choiceOption } from './choice-option';

/** What an empty spec stands for. */
const specDefaults = parseSpec({});

/** Flags that change a spec; numbers stay as they were typed, for the spec's own errors. */
export interface SpecFlags {
  readonly spec?: string;
  readonly scenario?: string;
  readonly cni?: string;
  readonly mode?: string;
  readonly dataPlane?: string;
  readonly nodes?: string;
  readonly controlPlanes?: string;
  readonly podsPerNode?: string;
  readonly zones?: string;
  readonly podRoutes?: boolean;
  readonly ipFamily?: string;
  readonly podCidr?: string;
  readonly ipam?: string;
  readonly serviceCidr?: string;
  readonly services?: boolean;
  readonly underlayMtu?: string;
  readonly fabricMtu?: string;
  readonly podMtu?: string;
  readonly maxPods?: string;
  readonly tunnelPort?: string;
  /** `false` where it was typed that there be none; commander says `true` otherwise. */
  readonly masquerade?: boolean;
  /** The spec that these flags change, read once, when it is first asked for. */
  readonly base: () => BaseSpec;
}

/** Gives a command the flags that say what to build. */
export function addSpecOptions(command: Command): Command {
  return readsBase(command)
    .optionsGroup('What to build:')
    .option(
      '--cni <name>',
      `CNI plug-in: ${cnis.map((cni) => cni.name).join(', ')} (default: ${specDefaults.cni})`,
    )
    .option(
      '--mode <name>',
      `its mode (default: the first)\n${listOf(({ modes }) => modes.map(({ name }) => name))}`,
    )
    .option(
      '--data-plane <name>',
      `what filters and translates packets (default: the first)\n${listOf(({ dataPlanes }) => dataPlanes)}`,
    )
    .option(
      '--nodes <count>',
      `nodes in all, control planes included (default: ${specDefaults.workers} workers and the control planes)`,
    )
    .option(
      '--control-planes <count>',
      `how many of them run the control plane (default: ${specDefaults.controlPlanes})`,
    )
    .option('--pods-per-node <count>', `pods on each node (default: ${specDefaults.podsPerNode})`)
    .option(
      '--zones <count>',
      `zones to spread the nodes over, ${defaultZone(0).nodeCidr}, ${defaultZone(1).nodeCidr}, … (default: ${specDefaults.zones.length})`,
    )
    .option(
      '--pod-routes',
      "give the router between the zones routes to each node's pods (default: it has none)",
    )
    .option('--ip-family <family>', `ipv4, ipv6 or dual (default: ${specDefaults.ipFamily})`)
    .option('--pod-cidr <range>', `pod network (default: ${specDefaults.podCidr})`)
    .option(
      '--ipam <who>',
      `who hands out pods' addresses: kubernetes, a share for each node, or cni-blocks, the CNI itself (default: ${specDefaults.ipam})`,
    )
    .option('--service-cidr <range>', `service network (default: ${specDefaults.serviceCidr})`)
    .option('--services', 'give the lab Services, as kube-proxy programs them, and ask them (default: none)')
    .option('--underlay-mtu <bytes>', `MTU of the nodes' links (default: ${specDefaults.underlayMtu})`)
    .option(
      '--fabric-mtu <bytes>',
      'largest packet that the network between them carries (default: as the links)',
    )
    .option('--pod-mtu <bytes>', "MTU of the pods (default: what the mode leaves of the nodes' links)")
    .option('--max-pods <count>', "pods that a kubelet takes on a node (default: the kubelet's limit, 110)")
    .option('--tunnel-port <port>', "UDP port of the VXLAN or Geneve tunnel (default: the CNI's own)")
    .option(
      '--no-masquerade',
      "packets leave the cluster with their pod's address (default: with their node's)",
    )
    .option(
      '--spec <file>',
      'spec file, YAML or JSON (default: TESTBED_SPEC, as JSON, or context.testbed in cdktf.json)',
    )
    .addOption(
      choiceOption(
        '--scenario <name>',
        `one of the textbook examples of pod networking:\n${scenarioList()}`,
        Object.keys(scenarios),
      ).conflicts('spec'),
    );
}

/** Gives a command's flags the spec that they change. */
export function readsBase(command: Command): Command {
  return command.hook('preAction', () => {
    let read: BaseSpec | undefined;
    command.setOptionValue('base', () => {
      read ??= baseSpec(command.opts());
      return read;
    });
  });
}

/** What each CNI has, a line each. */
function listOf(has: (cni: Cni) => readonly string[]): string {
  return cnis.map((cni) => `${cni.name}: ${has(cni).join(', ')}`).join('\n');
}

function scenarioList(): string {
  return Object.entries(scenarios)
    .map(([name, { about }]) => `${name}: ${about}`)
    .join('\n');
}
