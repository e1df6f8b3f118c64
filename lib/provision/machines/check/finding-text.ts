import { named } from '../../../base/lists';
import { versions } from '../../../base/versions';
import type { Trouble } from './finding';
import { least, supported } from './needs';
import { sourceText } from './source-text';

/** The same as a line: `code: what is wrong. What to do.` */
export function findingLine(trouble: Trouble): string {
  const [what, remedy] = wordsOf(trouble);
  return `${trouble.code}: ${what}. ${remedy}.`;
}

/** What is wrong and what to do about it, as two sentences without their ends. */
export function findingText(trouble: Trouble): { readonly what: string; readonly remedy: string } {
  const [what, remedy] = wordsOf(trouble);
  return { what, remedy };
}

function wordsOf(one: Trouble): [what: string, remedy: string] {
  switch (one.code) {
    case 'ssh':
      return [one.text, one.remedy];
    case 'unreadable':
      return [
        `its answer is not understood: ${one.said}`,
        'See that a login prints nothing else to standard output',
      ];
    case 'system':
      return [
        `its system is ${one.id} ${one.version}`,
        `Install one of ${named(supported.map(({ title }) => title))}`,
      ];
    case 'architecture':
      return [`its processor is ${one.architecture}`, 'Use a machine with x86_64 or aarch64'];
    case 'clock':
      return [
        `its clock is ${Math.abs(one.aheadS)} s ${one.aheadS > 0 ? 'ahead of' : 'behind'} this machine's`,
        'Turn time synchronisation on: `timedatectl set-ntp true`',
      ];
    case 'cpus':
      return [`it has ${one.cpus} processor`, `kubeadm wants ${least.cpus}: give it more`];
    case 'memory':
      return [`it has ${one.memoryMiB} MiB of memory`, `kubeadm wants ${least.memoryMiB} MiB: give it more`];
    case 'disk':
      return [
        `/var/lib has ${one.freeGiB} GiB free`,
        `Make room for ${least.diskGiB} GiB of packages and images`,
      ];
    case 'swap':
      return [
        'swap is on, and kubelets do not start with it',
        'Turn it off: `swapoff -a`, and remove it from /etc/fstab',
      ];
    case 'cgroup':
      return [`it runs cgroup v${one.version}`, 'Boot it with systemd.unified_cgroup_hierarchy=1'];
    case 'module':
      return [
        `its kernel has no module ${one.module}`,
        'Install the modules of its kernel, or another kernel',
      ];
    case 'kubernetes':
      return [`a Kubernetes is on it: ${named(one.paths)}`, 'Remove it, for example by `kubeadm reset`'];
    case 'port':
      return [
        `${one.protocol.toUpperCase()} ${one.port} is taken`,
        `End what listens there: \`ss -lntup\` names it`,
      ];
    case 'ports-unread':
      return ['it has no program ss, so that taken ports are not known', 'Install iproute2'];
    case 'address':
      return [
        `the plan's address ${one.planned} is on none of its cards (${one.has.length > 0 ? named(one.has) : 'which have none'})`,
        'Say the one that it has as nodeAddress of its entry, or give the card that address',
      ];
    case 'mtu':
      return [
        `the MTU of ${one.card} is ${one.mtu}, and the plan has ${one.planned}`,
        `Set underlayMtu to ${one.mtu}, or raise the card's`,
      ];
    case 'no-default-route':
      return ['it has no default route', 'Add one: packages and images are fetched through it'];
    case 'peer':
      return [`${one.address} does not answer its ping`, 'Mend the route or the firewall between the two'];
    case 'peers-unasked':
      return ['it has no ping, so that nobody knows whether it reaches the others', 'Install iputils-ping'];
    case 'machine-id':
      return [
        `its /etc/machine-id is ${one.said}, and has to be 32 hexadecimal digits`,
        'Make it with systemd-machine-id-setup, see machine-id(5)',
      ];
    case 'same-machine':
      return [
        `it has the machine id of ${one.other}: one machine under two names, or a copy of one`,
        'Correct ssh.host, or give the copy an id: remove /etc/machine-id there, and run systemd-machine-id-setup',
      ];
    case 'containerd':
      return [
        `its package sources have containerd ${one.version}, and Kubernetes ${versions.kubernetes} takes ${least.containerd}`,
        'Add a package source that has a newer one',
      ];
    case 'containerd-unread':
      return [
        'its package lists have no containerd, so that nobody knows which one it gets',
        'Run `apt-get update` there',
      ];
    case 'source':
      return sourceText(one);
    case 'sources-unasked':
      return [
        'it has no curl, so that nobody knows whether it reaches what its boot fetches',
        'Install curl and ca-certificates: the boot needs them',
      ];
    case 'cni-leftover':
      return [
        `${one.cni} has left ${one.kind} ${one.name}`,
        'Remove it: docs/leftovers.md says how, and a reboot removes all but files',
      ];
    case 'state-unread':
      return [
        `${one.part} could not be read, so that CNIs may have left something: ${one.command}`,
        'Install what is missing there',
      ];
  }
}
