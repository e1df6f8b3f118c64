/** What a machine says of itself, as data; facts.sh asks. Every line is read strictly: what is not understood is an error. */
import * as z from 'zod';
import { shown } from '../../../base/shown';

/** A card with its addresses. */
export interface Card {
  readonly name: string;
  readonly mtu: number;
  readonly addresses: readonly string[];
}

/** What there is on a machine. */
export interface MachineFacts {
  /** Such as debian 13, as its os-release has them. */
  readonly system: { readonly id: string; readonly version: string };
  /** Of its operating system's installation, or what is in its place. */
  readonly machineId: string;
  /** Version of the containerd package that it gets; undefined where its package lists have none. */
  readonly containerd?: string;
  /** As `uname -m` has it. */
  readonly architecture: string;
  /** Its clock, in seconds since 1970. */
  readonly clock: number;
  readonly cpus: number;
  readonly memoryKiB: number;
  /** What is free where images and Kubernetes' files go, /var/lib. */
  readonly diskFreeKiB: number;
  /** Files and disks in use. */
  readonly swaps: number;
  readonly cgroup: 1 | 2;
  /** Kernel modules that Kubernetes takes, and whether they are there. */
  readonly modules: Readonly<Record<string, boolean>>;
  /** Files and folders that a Kubernetes has left or uses. */
  readonly kubernetes: readonly string[];
  /** Ports on which something listens; undefined where the machine has no program that says so. */
  readonly listeners?: readonly { readonly protocol: 'tcp' | 'udp'; readonly port: number }[];
  readonly cards: readonly Card[];
  /** Names of the cards of its default routes. */
  readonly defaultRoutes: readonly string[];
  /** Whether other machines answer a ping, by their address; undefined: it has no ping to ask them by. */
  readonly peers: ReadonlyMap<string, boolean | undefined>;
}

/** The answer of a machine that is not what facts.sh writes. */
export class FactsError extends Error {}

const cardsSchema = z.array(
  z.object({
    ifname: z.string(),
    mtu: z.int(),
    addr_info: z.array(z.object({ local: z.string().optional() })),
  }),
);
const routesSchema = z.array(z.object({ dev: z.string().optional() }));
const whole = (text: string | undefined) =>
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .parse(text);

/** Reads what facts.sh has written. @throws FactsError that names the fact */
export function readFacts(text: string): MachineFacts {
  const lines = text
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split('\t'));
  const all = (fact: string) => lines.filter(([first]) => first === fact).map(([, ...words]) => words);
  const one = <T>(fact: string, read: (words: readonly string[]) => T): T => {
    const found = all(fact);
    try {
      if (found.length !== 1) throw new Error(`it is there ${found.length} times`);
      return read(found[0]!);
    } catch {
      throw new FactsError(`${fact} is ${shown(found.map((words) => words.join(' ')).join('; '))}`);
    }
  };
  one('end', () => true);
  const containerd = one('containerd', ([version]) => z.string().min(1).parse(version));
  const read = one('listeners', ([word]) => z.enum(['read', 'unread']).parse(word)) === 'read';
  return {
    system: one('system', ([id, version]) => ({
      id: z.string().parse(id),
      version: z.string().parse(version),
    })),
    machineId: one('machine-id', ([id]) => z.string().min(1).parse(id)),
    ...(containerd !== 'unread' && { containerd }),
    architecture: one('architecture', ([machine]) => z.string().min(1).parse(machine)),
    clock: one('clock', ([seconds]) => whole(seconds)),
    cpus: one('cpus', ([count]) => whole(count)),
    memoryKiB: one('memory', ([size]) => whole(size)),
    diskFreeKiB: one('disk', ([size]) => whole(size)),
    swaps: one('swap', ([count]) => whole(count)),
    cgroup: one('cgroup', ([version]) => (z.enum(['1', '2']).parse(version) === '2' ? 2 : 1)),
    modules: Object.fromEntries(all('module').map(([name = '', there]) => [name, there === 'yes'])),
    kubernetes: all('kubernetes').map(([path = '']) => path),
    ...(read && { listeners: all('listener').map(listener) }),
    cards: one('addresses', ([json = '']) =>
      cardsSchema.parse(JSON.parse(json)).map(({ ifname, mtu, addr_info }) => ({
        name: ifname,
        mtu,
        addresses: addr_info.flatMap(({ local }) => local ?? []),
      })),
    ),
    defaultRoutes: one('routes', ([json = '']) =>
      routesSchema.parse(JSON.parse(json || '[]')).flatMap(({ dev }) => dev ?? []),
    ),
    peers: new Map(
      all('peer').map(([address = '', answer]) => [
        address,
        answer === 'unasked' ? undefined : answer === 'yes',
      ]),
    ),
  };
}

function listener([protocol, port]: readonly string[]) {
  try {
    return { protocol: z.enum(['tcp', 'udp']).parse(protocol), port: whole(port) };
  } catch {
    throw new FactsError(`listener is ${shown([protocol, port].join(' '))}`);
  }
}
