/** A machine that one has: Debian with systemd and sshd in namespaces, before it is a node of anything. */
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plan, PlanNode } from '../../../../lib/plan';
import type { Parts } from '../../build';
import { cgroupOf, makeCgroups } from '../cgroups';
import type { Fabric } from '../fabric';
import { hold } from '../held';
import { linkImages } from '../images';
import { childOf, inMachineOf, run } from '../namespaces';
import { addressCard } from '../node';

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
export interface MachineSettings {
  readonly plan: Plan;
  readonly fabric: Fabric;
  readonly parts: Parts;
  /** Folder of a containerd that has all images. */
  readonly images: string;
  /** Folder with start.sh. */
  readonly scripts: string;
  /** Folder for the machines' folders. */
  readonly folder: string;
  /** Folder with what each is given, see init.sh. */
  readonly given: string;
}

/** Starts one, and waits until its systemd has started all that it has. */
export async function startMachineOf(settings: MachineSettings, planned: PlanNode): Promise<BareMachine> {
  const { name } = planned;
  const folder = join(settings.folder, name);
  mkdirSync(folder, { recursive: true });
  makeCgroups(name);
  await linkImages(settings.images, join(folder, 'containerd'));
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
