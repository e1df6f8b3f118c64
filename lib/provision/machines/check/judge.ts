import type { NodeRole } from '../../../plan';
import type { MachineFacts } from './facts';
import type { Trouble } from './finding';
import { architectures, least, mostSkewS, portsOf, supported } from './needs';

/** What the plan has for a machine. */
export interface Planned {
  readonly role: NodeRole;
  readonly addresses: readonly string[];
  /** MTU of its card, in bytes. */
  readonly mtu: number;
  /** UDP port of the mode's tunnel. @default it has none */
  readonly tunnelPort?: number;
}

/** Seconds since 1970 between which the machine was asked, by the clock here. */
export interface Asked {
  readonly from: number;
  readonly to: number;
}

/** All that keeps a machine from being that node. */
export function judge(facts: MachineFacts, planned: Planned, asked: Asked): Trouble[] {
  return [
    ...ofSystem(facts, asked),
    ...ofSize(facts, planned),
    ...ofOthers(facts, planned),
    ...ofNetwork(facts, planned),
  ];
}

function ofSystem(
  { system, architecture, clock, swaps, cgroup, modules, machineId, containerd }: MachineFacts,
  asked: Asked,
): Trouble[] {
  const known = supported.some(({ id, version }) => id === system.id && version === system.version);
  const aheadS = clock > asked.to ? clock - asked.to : Math.min(clock - asked.from, 0);
  return [
    ...when(!known, { code: 'system', ...system }),
    ...when(!/^[0-9a-f]{32}$/.test(machineId), { code: 'machine-id', said: machineId }),
    ...ofContainerd(containerd),
    ...when(!architectures.includes(architecture), { code: 'architecture', architecture }),
    ...when(Math.abs(aheadS) > mostSkewS, { code: 'clock', aheadS }),
    ...when(swaps > 0, { code: 'swap', swaps }),
    ...when(cgroup !== 2, { code: 'cgroup', version: cgroup }),
    ...Object.entries(modules).flatMap(([module, there]) => when(!there, { code: 'module', module })),
  ];
}

/** Which one the boot would install, or has installed. */
function ofContainerd(version: string | undefined): Trouble[] {
  if (version === undefined) return [{ code: 'containerd-unread' }];
  const major = Number.parseInt(version.replace(/^\d+:/, ''), 10); // after the epoch
  return when(!(major >= least.containerd), { code: 'containerd', version });
}

function ofSize({ cpus, memoryKiB, diskFreeKiB }: MachineFacts, { role }: Planned): Trouble[] {
  const asked = role === 'control-plane'; // kubeadm asks nothing of workers
  const memoryMiB = Math.floor(memoryKiB / 1024);
  const freeGiB = Math.floor(diskFreeKiB / 1024 ** 2);
  return [
    ...when(asked && cpus < least.cpus, { code: 'cpus', cpus }),
    ...when(asked && memoryMiB < least.memoryMiB, { code: 'memory', memoryMiB }),
    ...when(freeGiB < least.diskGiB, { code: 'disk', freeGiB }),
  ];
}

function ofOthers({ kubernetes, listeners }: MachineFacts, { role, tunnelPort }: Planned): Trouble[] {
  const taken = (protocol: 'tcp' | 'udp', ports: readonly number[]) =>
    ports.flatMap((port) =>
      when(listeners?.some((one) => one.protocol === protocol && one.port === port) === true, {
        code: 'port',
        protocol,
        port,
      }),
    );
  return [
    ...when(kubernetes.length > 0, { code: 'kubernetes', paths: kubernetes }),
    ...when(listeners === undefined, { code: 'ports-unread' }),
    ...taken('tcp', portsOf(role)),
    ...taken('udp', tunnelPort === undefined ? [] : [tunnelPort]),
  ];
}

function ofNetwork({ cards, defaultRoutes, peers }: MachineFacts, { addresses, mtu }: Planned): Trouble[] {
  const has = cards
    .flatMap((card) => card.addresses)
    .filter((address) => !/^(127\.|::1$|fe80:)/.test(address));
  const missing = addresses.filter((address) => !has.includes(address));
  const used = cards.filter((card) => card.addresses.some((address) => addresses.includes(address)));
  const unanswered = [...peers].flatMap(([address, answers]) => (answers === false ? [address] : []));
  return [
    ...missing.map((planned): Trouble => ({ code: 'address', planned, has })),
    ...used.flatMap((card) =>
      when(card.mtu < mtu, { code: 'mtu', card: card.name, mtu: card.mtu, planned: mtu }),
    ),
    ...when(defaultRoutes.length === 0, { code: 'no-default-route' }),
    ...unanswered.map((address): Trouble => ({ code: 'peer', address })),
    ...when([...peers.values()].includes(undefined), { code: 'peers-unasked' }),
  ];
}

const when = (wrong: boolean, trouble: Trouble): Trouble[] => (wrong ? [trouble] : []);
