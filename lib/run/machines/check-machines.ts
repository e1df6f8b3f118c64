import { append } from '../../base/lists';
import { clusterLeftovers } from '../../cluster/leftovers/cluster-leftovers';
import type { MachineCluster } from '../../provision/machine-cluster';
import { askFacts } from '../../provision/machines/check/ask';
import { FactsError } from '../../provision/machines/check/facts';
import { type MachineFinding, type Trouble, unasked } from '../../provision/machines/check/finding';
import { judge, type Planned } from '../../provision/machines/check/judge';
import type { MachinesTestbedSpec } from '../../provision/machines/spec';
import { connect, failureText, type Machine, SshError } from '../../provision/machines/ssh';
import { CaptureError, readCapture } from '../../state/capture';
import { captureScript } from '../state/capture-script';
import { silent, type Watcher } from '../watcher';
import { machinesIn } from './machines-spec';

/** What was found on machines that one has, before anything changes there. */
export interface MachinesCheck {
  /** `ready`: all of them can become the cluster; `trouble`: something must be done; `unread`: not all could be asked. */
  readonly verdict: 'ready' | 'trouble' | 'unread';
  /** Names of all machines that were looked at. */
  readonly machines: readonly string[];
  /** What is wrong, and what could not be asked, machine by machine. */
  readonly findings: readonly MachineFinding[];
}

/** Machines that are asked at the same time. */
const atOnce = 16;

/**
 * Asks the machines of a spec file all that could keep them from becoming its cluster. Nothing changes on them.
 * @param file YAML or JSON, with the machines under `machines.hosts`
 * @throws SpecError with every problem of the file
 */
export async function checkMachines(file: string, watcher: Watcher = silent): Promise<MachinesCheck> {
  const cluster = machinesIn(file);
  const { hosts } = cluster.spec.machines;
  watcher.stage('asking machines', hosts.length);
  const findings: MachineFinding[] = [];
  for (let first = 0; first < hosts.length; first += atOnce) {
    const some = hosts.slice(first, first + atOnce);
    const found = await Promise.all(
      some.map(async (host) => {
        const troubles = await troublesOf(host, cluster);
        watcher.done(1);
        return troubles.map((trouble) => ({ machine: host.name, ...trouble }));
      }),
    );
    append(findings, found.flat());
  }
  return { verdict: verdictOf(findings), machines: hosts.map(({ name }) => name), findings };
}

function verdictOf(findings: readonly MachineFinding[]): MachinesCheck['verdict'] {
  if (findings.some(({ code }) => !unasked.has(code))) return 'trouble';
  return findings.length > 0 ? 'unread' : 'ready';
}

type Host = MachinesTestbedSpec['machines']['hosts'][number];

async function troublesOf(host: Host, cluster: MachineCluster<MachinesTestbedSpec>): Promise<Trouble[]> {
  let machine: Machine | undefined;
  try {
    machine = await connect(host);
    const { facts, asked } = await askFacts(machine, addressesOf(cluster, host.name, 'others'));
    return [...judge(facts, plannedFor(host, cluster), asked), ...(await leftOn(machine))];
  } catch (error) {
    if (error instanceof SshError)
      return [
        { code: 'ssh', failure: error.failure, text: failureText(error.failure), remedy: error.remedy },
      ];
    if (error instanceof FactsError || error instanceof CaptureError)
      return [{ code: 'unreadable', said: error.message }];
    throw error;
  } finally {
    await machine?.close();
  }
}

function addressesOf({ plan }: MachineCluster, name: string, whose: 'own' | 'others'): string[] {
  return plan.nodes
    .filter((node) => (node.name === name) === (whose === 'own'))
    .flatMap(({ address }) => Object.values(address).map(String));
}

function plannedFor({ name }: Host, cluster: MachineCluster): Planned {
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

/** What CNIs have left on a machine on which none runs. */
async function leftOn(machine: Machine): Promise<Trouble[]> {
  const { stdout } = await machine.run(['/bin/sh', '-s', '--', '--host', machine.name], {
    sudo: true,
    input: captureScript(),
    timeoutS: 300,
  });
  const captures = [readCapture(stdout)];
  const { left, hosts } = clusterLeftovers({ source: machine.name, running: [], captures, notes: [] });
  return [
    ...left.map(({ owner, kind, name }): Trouble => ({ code: 'cni-leftover', cni: owner, kind, name })),
    ...hosts.flatMap(({ gaps }) =>
      gaps.map(({ of, command, why }): Trouble => ({ code: 'state-unread', part: of, command, why })),
    ),
  ];
}
