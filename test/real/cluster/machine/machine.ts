/** A machine that one has: Debian with systemd and sshd in namespaces, before it is a node of anything. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PlanNode } from '../../../../lib/plan';
import { cgroupOf } from '../cgroups';
import { hold } from '../held';
import { childOf, inMachineOf, run } from '../namespaces';
import { addressCard, type NodeSettings, prepareNode } from '../node';

/** A machine that runs. */
export interface BareMachine {
  readonly planned: PlanNode;
  readonly folder: string;
  /** Its line for `known_hosts`, without the address. */
  readonly hostKey: string;
  /** Runs a command on it as root, as somebody at its console would. @throws ExecError */
  readonly exec: (words: readonly string[], input?: string) => Promise<string>;
  readonly release: () => Promise<void>;
}

/** What all machines of a run share. */
export interface MachineSettings extends NodeSettings {
  /** Folder with what each is given, see init.sh. */
  readonly given: string;
}

/** Starts one, and waits until its systemd has started all that it has. */
export async function startMachineOf(settings: MachineSettings, planned: PlanNode): Promise<BareMachine> {
  const { name } = planned;
  const folder = await prepareNode(settings, name);
  const words = [name, folder, settings.parts.folder, cgroupOf(name), settings.given];
  const { pid: outer, release } = await hold('bash', [join(settings.scripts, 'start.sh'), ...words]);
  const pid = childOf(childOf(outer));
  const inside = [...inMachineOf(pid), 'env', 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin'];
  const exec = (argv: readonly string[], input?: string) => run([...inside, ...argv], { input });
  await settings.fabric.attach(pid, settings.plan, planned.zone);
  await addressCard(settings.plan, { planned, exec });
  await exec(['timeout', '60', 'sh', '-c', started]);
  await exec(['apt-get', '-qq', 'update']);
  const hostKey = readFileSync(join(folder, 'host_key.pub'), 'utf8').split(' ').slice(0, 2).join(' ');
  return { planned, folder, hostKey, exec, release };
}

const started = 'until systemctl is-system-running --wait >/dev/null 2>&1; do sleep 0.2; done';
