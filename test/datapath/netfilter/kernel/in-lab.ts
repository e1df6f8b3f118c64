/** The network between client and server as a lab, and what its kernel does with packets. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { searchingEnv } from '../../../../lib/base/exec';
import { type Datapath, type Netfilter, Network } from '../../../../lib/datapath';
import { nsenterArguments } from '../../../../lib/lab/agent/nsenter';
import { buildLab } from '../../../../lib/lab/lab';
import { Address } from '../../../../lib/net';
import { testbedOf } from '../../../support/labs';
import { tinyDatapath } from '../../tiny';
import { hosts } from '../between';
import { type Seen, servers, type TestPacket, walked } from './packets';

/** Rules, and packets that are sent through them. */
export interface Trial {
  readonly netfilter: Netfilter;
  readonly packets: readonly TestPacket[];
  /** Command that programs the rules, and its input. */
  readonly program: readonly string[];
  readonly input: string;
}

/** One packet of a trial, with what the walk and the kernel say. */
export interface Compared {
  readonly packet: TestPacket;
  readonly said: Seen | 'unknown';
  readonly seen: Seen;
  readonly input: string;
}

/** Marked packets of IPv4 find no way to the server. */
const policy = {
  routes: ['blackhole 10.2.0.0/24 table 100'],
  rules: [{ priority: 100, table: 100, family: 'ipv4', mark: { value: 2, mask: 0xf } }],
  sysctls: { 'ipv4/conf/all/rp_filter': '0', 'ipv4/conf/default/rp_filter': '0' },
} as const;
const policyCommand = ['ip', 'rule', 'add', 'priority', '100', 'fwmark', '2/0xf', 'table', '100'];

/** Commands that are run on the router before all. */
type Commands = readonly (readonly string[])[];

/** What the walk says of the trials' packets, beside what a kernel does with them. */
export async function compared(trials: readonly Trial[], setup: Commands = []): Promise<Compared[]> {
  const said = trials.map(({ netfilter, packets }) => {
    const network = new Network(tinyDatapath(hosts({ ...policy, netfilter })));
    return packets.map((packet) => walked(network, packet));
  });
  const rulesets = trials.map(({ program, input, packets }, i) => ({
    ...{ program, input },
    packets: packets.map((packet, j) => ({ ...packet, ...expectation(said[i]![j]!) })),
  }));
  const input = { servers, setup: [policyCommand, ...setup], rulesets };
  const seen = await sentInLab(tinyDatapath(hosts({ ...policy, rules: [] })), input);
  return trials.flatMap(({ packets, input }, i) =>
    packets.map((packet, j) => ({ packet, said: said[i]![j]!, seen: seen[i]![j]!, input })),
  );
}

/** What is waited for. */
function expectation(said: Seen | 'unknown'): { comes: boolean; answered: boolean } {
  return said === 'unknown'
    ? { comes: false, answered: false }
    : { comes: said.came !== undefined, answered: said.answered === true };
}

async function sentInLab(datapath: Datapath, wanted: object): Promise<Seen[][]> {
  const lab = await buildLab(`rules-${process.pid}-${Date.now()}`, { ...testbedOf({}), datapath });
  try {
    const program = [process.execPath, join(__dirname, 'send-packets.cjs')];
    const input = JSON.stringify(wanted);
    const { status, stdout, stderr } = spawnSync(
      'nsenter',
      [...nsenterArguments(lab.holderPid), ...program],
      {
        ...{ input, encoding: 'utf8', env: searchingEnv(), maxBuffer: 1 << 26 },
      },
    );
    if (status !== 0) throw new Error(stderr);
    return (JSON.parse(stdout) as Seen[][]).map((list) => list.map(canonical));
  } finally {
    await lab.end();
  }
}

/** Addresses in the form in which the walk prints them. */
function canonical({ came, answered = false }: Seen): Seen {
  if (came === undefined) return { answered };
  const [, place, address, port] = /^(.*) from (.*):(\d+)$/.exec(came)!;
  return { came: `${place} from ${Address.parse(address!)}:${port}`, answered };
}
