/** What is asked of a machine to learn the state of its network: asking changes nothing on it. */

/** A command, as it is written in captures. */
interface CaptureCommand {
  readonly line: string;
  /** Whether each pod's namespace is asked as well; else it is the machine that has the answer. */
  readonly pods: boolean;
  /** Whether all others than root are refused, or told less. */
  readonly root: boolean;
}

const ofNamespaces = [
  'ip -j -d link show',
  'ip -j -d addr show',
  'ip -j -d route show table all',
  'ip -j -d -6 route show table all',
  'ip -j -d rule show',
  'ip -j -d -6 rule show',
  'ip -j -d neigh show',
  'ip -j -d -6 neigh show',
  'bridge -j fdb show',
  'bridge -j -d link show',
  'bridge -j vlan show',
  'ss -H -lntu',
  'cat /proc/net/snmp',
  'sysctl net',
  'tc -j qdisc show',
] as const;

const ofNamespacesByRoot = [
  'nft -j list ruleset',
  'iptables-save',
  'ip6tables-save',
  'iptables-legacy-save',
  'ip6tables-legacy-save',
] as const;

/** Fields of WireGuard's devices: each is asked for by its name, so that no key but the public ones is in any answer. */
const ofWireguard = [
  'wg show all public-key',
  'wg show all listen-port',
  'wg show all fwmark',
  'wg show all endpoints',
  'wg show all allowed-ips',
  'wg show all latest-handshakes',
  'wg show all transfer',
] as const;

/** Where container runtimes find the configuration of CNI plug-ins (libcni's default). */
export const configFolder = '/etc/cni/net.d';
/** Lists its files: their names, and nothing that is in them. */
export const configLine = 'ls -A /etc/cni/net.d';
/** With the names of folders: prints those that are there. */
export const folderProgram = 'ls -d';

const ofMachinesByRoot = [
  ...ofWireguard,
  'ipset save',
  'find /sys/fs/bpf',
  'bpftool -j net show',
  'birdc show protocols',
  configLine,
] as const;

/** A command line of a capture. */
export type CommandLine =
  | (typeof ofNamespaces)[number]
  | (typeof ofNamespacesByRoot)[number]
  | (typeof ofMachinesByRoot)[number];

/** What is asked of a link that has a queue of the kind `clsact` or `ingress`, where eBPF programs hang. */
export type FilterLine = `tc -j filter show dev ${string} ${'ingress' | 'egress'}`;

/** Every command of a capture, but those of single links (`FilterLine`). */
export const captureCommands: readonly (CaptureCommand & { readonly line: CommandLine })[] = [
  ...ofNamespaces.map((line) => ({ line, pods: true, root: false })),
  ...ofNamespacesByRoot.map((line) => ({ line, pods: true, root: true })),
  ...ofMachinesByRoot.map((line) => ({ line, pods: false, root: true })),
];

/** Fields of WireGuard's devices, as they are asked for. */
export const wireguardCommands: readonly CommandLine[] = ofWireguard;

/** A command's program and arguments: no word of a line has a space in it, not even the name of a link. */
export const commandWords = (line: CommandLine | FilterLine): [program: string, ...args: string[]] =>
  line.split(' ') as [string, ...string[]];

/** Bytes of one answer that are taken; of a longer one `stderr` says so, and its `exit` is null. */
export const longestAnswer = 32 * 2 ** 20;
