import type { MachineCluster } from '../../provision/machine-cluster';
import { askFacts } from '../../provision/machines/check/ask';
import { sourceTroubles } from '../../provision/machines/check/ask-sources';
import { FactsError } from '../../provision/machines/check/facts';
import type { Trouble } from '../../provision/machines/check/finding';
import { judge, type Planned } from '../../provision/machines/check/judge';
import { neighboursOf } from '../../provision/machines/neighbours';
import type { Connected } from '../../provision/machines/remote';
import { remainsOn } from '../../provision/machines/reset/left-on';
import { CaptureError } from '../../state/capture';

/** What was found on one machine. */
export interface AskedMachine {
  readonly name: string;
  readonly troubles: readonly Trouble[];
  /** Id of its operating system's installation. @default it could not be asked */
  readonly id?: string;
}

/**
 * Asks a machine all that could keep it from becoming its node, once one is connected to it.
 * @throws what its connection throws
 */
export async function askMachine(on: Connected, cluster: MachineCluster): Promise<AskedMachine> {
  const { name } = on;
  try {
    const { facts, asked } = await askFacts(on.remote, addressesOf(cluster, name, 'others'));
    const troubles = [
      ...judge(facts, plannedFor(name, cluster), asked),
      ...(await sourceTroubles(on.remote, cluster, facts.architecture)),
      ...(await leftOn(on, cluster)),
    ];
    return { name, troubles, id: facts.machineId };
  } catch (error) {
    if (error instanceof FactsError || error instanceof CaptureError)
      return { name, troubles: [{ code: 'unreadable', said: error.message }] };
    throw error;
  }
}

function addressesOf({ plan }: MachineCluster, name: string, whose: 'own' | 'others'): string[] {
  return plan.nodes
    .filter((node) => (node.name === name) === (whose === 'own'))
    .flatMap(({ address }) => Object.values(address).map(String));
}

function plannedFor(name: string, cluster: MachineCluster): Planned {
  const { plan, choice, spec } = cluster;
  const node = plan.nodes.find((one) => one.name === name)!;
  const { tunnelPort } = choice.mode;
  return {
    role: node.role,
    addresses: addressesOf(cluster, name, 'own'),
    mtu: node.mtu ?? spec.underlayMtu,
    ...(tunnelPort !== undefined && { tunnelPort: spec.tunnelPort ?? tunnelPort }),
  };
}

/** What CNIs and kube-proxy have left on a machine on which none runs: what its reset would look for. */
async function leftOn(on: Connected, cluster: MachineCluster): Promise<Trouble[]> {
  const { left, gaps } = await remainsOn(on, neighboursOf(cluster));
  return [
    ...left.map(({ owner, kind, name }): Trouble => ({ code: 'cni-leftover', cni: owner, kind, name })),
    ...gaps.map(({ of, command, why }): Trouble => ({ code: 'state-unread', part: of, command, why })),
  ];
}
