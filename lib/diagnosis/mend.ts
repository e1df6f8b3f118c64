/** Entries that are missing or wrong, as the CNI means them to be, with the commands that set them. */
import {
  addressWords,
  type Datapath,
  forwardingWords,
  type Hop,
  type Host,
  neighbourWords,
  routeWords,
} from '../datapath';
import type { Address } from '../net';

/** A command for one host. */
export interface Command {
  /** The host, or the pod that it is. */
  readonly where: string;
  readonly command: readonly string[];
}

/** The state as the CNI means it, asked for single entries. Knows nothing where no other state than the broken one is known. */
export class Intended {
  private readonly hosts: ReadonlyMap<string, Host>;

  constructor(datapath: Datapath | undefined) {
    this.hosts = new Map(datapath?.hosts.map((host) => [host.name, host]));
  }

  /**
   * The routes of a host that it lacks or has otherwise.
   * @param actual the host as it is
   * @param where its name for people
   * @param destination only routes that take packets to this address. @default all
   */
  routes(actual: Host, where: string, destination?: Address): Command[] {
    const has = new Set(actual.routes.map((route) => routeWords(route).join(' ')));
    return (this.hosts.get(actual.name)?.routes ?? [])
      .filter((route) => !has.has(routeWords(route).join(' ')))
      .filter((route) => !destination || route.destination.contains(destination))
      .map((route) => ({ where, command: ['ip', 'route', 'replace', ...routeWords(route)] }));
  }

  /** The entry by which a tunnel device should send frames for a MAC address. */
  forwarding(host: string, link: string, mac: string): Command | undefined {
    const entry = this.hosts.get(host)?.forwarding.find((one) => one.link === link && one.mac === mac);
    return entry && { where: host, command: ['bridge', 'fdb', 'replace', ...forwardingWords(entry)] };
  }

  /** The neighbour entry for an address. */
  neighbour(host: string, link: string, address: string): Command | undefined {
    const entry = this.hosts
      .get(host)
      ?.neighbours.find((one) => one.link === link && `${one.address}` === address);
    return entry && { where: host, command: ['ip', 'neigh', 'replace', ...neighbourWords(entry)] };
  }

  /** Gives a device the MAC address back that others know it by. @param actual the host as it is */
  mac(actual: Host, mac: string): Command | undefined {
    const link = this.hosts.get(actual.name)?.links.find((one) => one.mac === mac);
    const has = actual.links.some((one) => one.name === link?.name && one.mac !== mac);
    return link && has
      ? { where: actual.name, command: ['ip', 'link', 'set', 'dev', link.name, 'address', mac] }
      : undefined;
  }

  /** The addresses of a host's bridge. */
  bridgeAddress(host: string): Command | undefined {
    const bridge = this.hosts
      .get(host)
      ?.links.find(({ type, addresses }) => type === 'bridge' && addresses.length > 0);
    const [entry] = bridge?.addresses ?? [];
    return (
      bridge &&
      entry && { where: host, command: ['ip', 'addr', 'replace', ...addressWords(entry, bridge.name)] }
    );
  }
}

/** The last hop that asked for a neighbour. */
export function askedFor(hops: readonly Hop[]): { host: string; link: string; mac: string } | undefined {
  const hop = hops.findLast(({ decision }) => decision.step === 'neighbour');
  return hop?.decision.step === 'neighbour' && hop.link !== undefined
    ? { host: hop.host, link: hop.link, mac: hop.decision.mac }
    : undefined;
}
