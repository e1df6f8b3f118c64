import { append } from '../../base/lists';
import type { MachineCluster } from '../../provision/machine-cluster';
import { findingsOf, type MachineFinding, unasked } from '../../provision/machines/check/finding';
import type { MachinesTestbedSpec } from '../../provision/machines/spec';
import { connect, failureText, type Machine, SshError } from '../../provision/machines/ssh';
import { silent, type Watcher } from '../watcher';
import { type AskedMachine, askMachine } from './ask-machine';
import { type MachinesSource, machinesIn } from './machines-spec';

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
 * @param source a file in YAML or JSON, or the spec itself, with the machines under `machines.hosts`
 * @throws SpecError with every problem of the file
 */
export async function checkMachines(
  source: MachinesSource,
  watcher: Watcher = silent,
): Promise<MachinesCheck> {
  const cluster = machinesIn(source);
  const { hosts } = cluster.spec.machines;
  watcher.stage('asking machines', hosts.length);
  const asked: AskedMachine[] = [];
  for (let first = 0; first < hosts.length; first += atOnce) {
    const some = hosts.slice(first, first + atOnce);
    const answers = some.map(async (host) => {
      const answer = await askHost(host, cluster);
      watcher.done(1);
      return answer;
    });
    append(asked, await Promise.all(answers));
  }
  const findings = findingsOf(asked);
  return { verdict: verdictOf(findings), machines: hosts.map(({ name }) => name), findings };
}

function verdictOf(findings: readonly MachineFinding[]): MachinesCheck['verdict'] {
  if (findings.some(({ code }) => !unasked.has(code))) return 'trouble';
  return findings.length > 0 ? 'unread' : 'ready';
}

type Host = MachinesTestbedSpec['machines']['hosts'][number];

async function askHost(host: Host, cluster: MachineCluster): Promise<AskedMachine> {
  const { name } = host;
  let remote: Machine | undefined;
  try {
    remote = await connect(host);
    return await askMachine({ name, remote }, cluster);
  } catch (error) {
    if (!(error instanceof SshError)) throw error;
    const { failure, remedy } = error;
    return { name, troubles: [{ code: 'ssh', failure, text: failureText(failure), remedy }] };
  } finally {
    await remote?.close();
  }
}
