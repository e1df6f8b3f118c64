import { isLinkLocal } from '../../net';
import type { Outputs } from '../capture/capture';
import { Reader } from './answers/reader';
import { readAddresses } from './links/addresses';
import { readLinks, type ShownLink } from './links/links';
import { readPorts } from './links/ports';
import { readNetfilter } from './netfilter/netfilter';
import { readBgp } from './others/bgp';
import { readEbpf } from './others/ebpf';
import { readForwarding } from './others/forwarding';
import { readNeighbours } from './others/neighbours';
import { readSockets } from './others/sockets';
import { readSysctls } from './others/sysctls';
import { readWireguard } from './others/wireguard';
import type { ReadAddress, ReadHost, ReadLink } from './read-host';
import { connected } from './routes/connected';
import { readRoutes } from './routes/routes';
import { readRules } from './routes/rules';

/**
 * Reads what the tools of one namespace said. What cannot be read is a gap: nothing that they say makes this fail.
 * @param of whether the namespace is a machine's own or a pod's: some things only machines are asked
 */
export function readHost(name: string, outputs: Outputs, of: 'machine' | 'pod' = 'machine'): ReadHost {
  const reader = new Reader(outputs);
  const shown = readLinks(reader);
  const isMachine = of === 'machine';
  const { links, routes } = connected(withDetails(shown, reader, isMachine), readRoutes(reader));
  const bgp = isMachine ? readBgp(reader) : undefined;
  return {
    name,
    links,
    routes,
    ...readRules(reader),
    ...readNeighbours(reader),
    forwarding: readForwarding(reader, shown),
    netfilter: readNetfilter(reader, isMachine),
    sysctls: readSysctls(reader),
    listening: readSockets(reader),
    ...(bgp && { bgp }),
    gaps: reader.gaps,
  };
}

/** The links with what other tools say of them. */
function withDetails(links: readonly ShownLink[], reader: Reader, isMachine: boolean): ReadLink[] {
  const addresses = readAddresses(reader);
  const ports = readPorts(reader);
  const names = links.map(({ name }) => name);
  const ebpf = readEbpf(reader, names, isMachine);
  const devices = links.filter(({ kind }) => kind === 'wireguard').map(({ name }) => name);
  const wireguard = readWireguard(reader, isMachine ? devices : []);
  return links.map((link) => {
    const own = addresses?.get(link.name) ?? [];
    const named = [...(link.ebpf ? [link.ebpf] : []), ...(ebpf.byLink.get(link.name) ?? [])];
    const programs = named.length === 0 && ebpf.elsewhere && isCableOfPod(link, own) ? [pinnedByPod] : named;
    const device = wireguard.get(link.name);
    return {
      ...link,
      ...ports.get(link.name),
      addresses: own,
      ...(device && { wireguard: device }),
      ...(programs.length > 0 && { ebpf: programs.join(', ') }),
    };
  });
}

/** What agents pin by the number of a pod, and by no link's name, is at one of the pods' cables. */
const pinnedByPod = 'pinned by pods';

/** Whether it leads to another namespace, and is no card of the machine's own. */
const isCableOfPod = ({ peer }: ShownLink, addresses: readonly ReadAddress[]): boolean =>
  peer?.namespace !== undefined && addresses.every(({ address }) => isLinkLocal(address));
