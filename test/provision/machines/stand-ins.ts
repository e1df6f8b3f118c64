/** Machines with a real sshd on which stand-ins take the place of what would change a machine or asks the network. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { cnis } from '../../../lib/cni';
import type { TestbedSpecInput } from '../../../lib/plan';
import { machineCluster } from '../../../lib/provision/machine-cluster';
import type { ConnectedNode } from '../../../lib/provision/machines/remote';
import { connect, type Machine } from '../../../lib/provision/machines/ssh';
import { readSpec } from '../../../lib/read-spec';
import type { TestMachine, TestMachines } from './sshd';

const here = '/usr/local/sbin'; // where the PATH of sudo begins
const ofBoot = join(__dirname, '../boot/stand-ins');
const own = join(__dirname, 'stand-ins');

/** Puts the stand-ins onto a machine, where they are found first, and gives it an id of its own. */
export function furnish(machine: TestMachine, i: number): void {
  const sh = (script: string, args: readonly string[] = [], input?: string) =>
    machine.exec(['sh', '-c', script, 'sh', ...args], input);
  sh(
    'mkdir -p /kept /opt/stand-ins; rm -rf /etc/kubernetes /etc/cni /var/lib/testbed /etc/testbed /opt/testbed',
  );
  const put = (path: string, text: string) =>
    sh('cat >"$1"; chmod 755 "$1"', [path], text.replace('\n', '\nexport KEPT=/kept CALLS=/kept/calls\n'));
  for (const name of readdirSync(ofBoot))
    for (const folder of [here, '/opt/stand-ins'])
      put(`${folder}/${name}`, readFileSync(join(ofBoot, name), 'utf8'));
  for (const name of readdirSync(own)) put(`${here}/${name}`, readFileSync(join(own, name), 'utf8'));
  sh('echo "$1" >/etc/machine-id; printf archive >/kept/helm.tgz; : >/kept/calls', [`${i + 1}`.repeat(32)]);
}

/** What the machine's programs were called with. */
export const callsOn = (machine: TestMachine) => machine.exec(['cat', '/kept/calls']).trim().split('\n');

/** A cluster of one control plane and two workers at the machines' addresses. */
export function clusterOf(input: TestbedSpecInput = {}) {
  const spec = readSpec({ zones: [{ name: 'a', nodeCidr: '10.77.0.0/24' }], ...input }, { parts: {} });
  return machineCluster(spec, cnis, []);
}

/** Connections to all of them, in the plan's order. */
export async function connected({
  machines,
}: TestMachines): Promise<{ nodes: ConnectedNode[]; close(): Promise<void> }> {
  const all: Machine[] = await Promise.all(machines.map(({ target }) => connect(target)));
  return {
    nodes: all.map((remote, i) => ({
      name: remote.name,
      role: i === 0 ? 'control-plane' : 'worker',
      remote,
    })),
    close: async () => void (await Promise.all(all.map((one) => one.close()))),
  };
}

export const forgetCallsOn = (machine: TestMachine) => void machine.exec(['sh', '-c', ': >/kept/calls']);

/** Lists of steps that are being run. */
export const runnersOn = (machine: TestMachine) =>
  machine
    .exec([
      'sh',
      '-c',
      'cat /proc/[0-9]*/cmdline 2>/dev/null | tr "\\0" " " | grep -o "run-steps[.]sh [a-z]*" || true',
    ])
    .split('\n')
    .filter(Boolean);

/** Files of the testbed's and of Kubernetes'. */
export const whatIsLeftOn = (machine: TestMachine) =>
  machine.exec([
    'sh',
    '-c',
    'find /etc/kubernetes /etc/testbed /opt/testbed /var/lib/testbed /var/lib/cni /run/testbed* /etc/cni /etc/systemd /etc/sysctl.d /etc/modules-load.d /etc/crictl.yaml /etc/containerd -name "*testbed*" -o -path "/etc/kubernetes*" -o -name config.toml 2>/dev/null; grep testbed /etc/hosts || true',
  ]);
