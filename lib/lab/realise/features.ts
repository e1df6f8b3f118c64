/** What a mode may need of a machine, how to find out whether it has it, and how to get it. */

import { ExecError, tryExec } from '../../base/exec';
import type { Feature } from '../../cni';

type Attempt = readonly [program: string, ...args: string[]];

interface FeatureFacts {
  /** What it is, for people. */
  readonly what: string;
  /** Commands that succeed where the feature is there, run inside a lab; it leaves nothing behind but the link `feature0`. */
  readonly attempts: readonly Attempt[];
  /** The program that it is, or hangs on. @default none but `ip` */
  readonly program?: 'nft' | 'bird' | 'wg';
  /** How to get it. */
  readonly remedy: string;
}

const device = (...type: string[]): Attempt => ['ip', 'link', 'add', 'name', 'feature0', 'type', ...type];

/** Every feature: how to find out about it, and how to get it. */
export const featureFacts: Readonly<Record<Feature, FeatureFacts>> = {
  vxlan: {
    what: 'VXLAN devices',
    attempts: [device('vxlan', 'id', '1', 'dstport', '4789')],
    remedy: 'a kernel with CONFIG_VXLAN; as root: modprobe vxlan',
  },
  'vxlan-external': {
    what: 'flow-based VXLAN devices and routes that encapsulate',
    attempts: [device('vxlan', 'external', 'dstport', '8472')],
    remedy: 'a kernel with CONFIG_VXLAN and CONFIG_LWTUNNEL; as root: modprobe vxlan',
  },
  geneve: {
    what: 'Geneve devices',
    attempts: [device('geneve', 'external')],
    remedy: 'a kernel with CONFIG_GENEVE; as root: modprobe geneve',
  },
  ipip: {
    what: 'IP-in-IP devices',
    attempts: [device('ipip', 'local', '127.0.0.1', 'remote', '127.0.0.2')],
    remedy: 'a kernel with CONFIG_NET_IPIP; as root: modprobe ipip',
  },
  wireguard: {
    what: 'WireGuard devices and the wg program',
    attempts: [device('wireguard'), ['wg', '--version']],
    program: 'wg',
    remedy:
      'a kernel with CONFIG_WIREGUARD (Linux 5.6) and the package wireguard-tools; as root: modprobe wireguard',
  },
  nft: {
    what: 'the nft program and NAT in the kernel',
    attempts: [
      [
        'nft',
        'add table ip feature0; add chain ip feature0 c { type nat hook postrouting priority srcnat; }; delete table ip feature0',
      ],
    ],
    program: 'nft',
    remedy: 'the package nftables',
  },
  bird: {
    what: 'the BIRD 2 routing daemon',
    attempts: [['bird', '--version']],
    program: 'bird',
    remedy: 'the package bird2',
  },
};

/** A feature that is not there, and what the attempt said. */
export interface MissingFeature {
  readonly feature: Feature;
  readonly reason: string;
}

/** Tries each feature where the calling process is. */
export async function missingFeatures(features: readonly Feature[]): Promise<MissingFeature[]> {
  const missing: MissingFeature[] = [];
  for (const feature of new Set(features)) {
    const reason = await whyMissing(featureFacts[feature].attempts);
    if (reason !== undefined) missing.push({ feature, reason });
  }
  return missing;
}

async function whyMissing(attempts: readonly Attempt[]): Promise<string | undefined> {
  for (const attempt of attempts) {
    const reason = await whyFailed(attempt);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

async function whyFailed([program, ...args]: Attempt): Promise<string | undefined> {
  try {
    const { code, stderr, stdout } = await tryExec(program, args);
    if (code !== 0) return inWords(program, firstLine(stderr || stdout), code);
    if (program === 'ip') await tryExec('ip', ['link', 'del', 'feature0']);
    return undefined;
  } catch (error) {
    if (error instanceof ExecError)
      return error.notFound ? `the program ${program} is not installed` : `${program}: ${error.output}`;
    throw error;
  }
}

/** The text for what no package can bring; .ci/check-skips.cjs knows it. */
export const noneInKernel = 'the kernel has none';

/** What iproute2 and nft say where the kernel lacks something. */
const refusals: readonly (readonly [said: RegExp, words: string])[] = [
  [/Unknown device type|Operation not supported|No such file or directory/, noneInKernel],
  [/Operation not permitted/, 'the kernel does not let this user have them'],
];

function inWords(program: string, said: string, code: number): string {
  const known = refusals.find(([refusal]) => refusal.test(said));
  if (known) return known[1];
  return said ? `${program} says: ${said}` : `${program} ended with exit code ${code}`;
}

const firstLine = (text: string) => text.trim().replace(/\n.*$/s, '');
