/** What breaks tunnels: firewalls, missing and stale entries, devices that do not match. */

import type { Link } from '../datapath';
import { ipv4Of } from '../net';
import type { PlanNode } from '../plan';
import type { Fault } from './fault';
import type { Scene } from './scene';

/** Two nodes with a tunnel between them whose entries are static. */
function tunnelPair(scene: Scene): { a: PlanNode; b: PlanNode; device: Link; mac: string } | undefined {
  const nodes = scene.nodes(2);
  if (!nodes) return undefined;
  const [a, b] = nodes;
  const device = scene.tunnel(a);
  const far = scene.tunnel(b);
  const entry = scene.host(a.name).forwarding.some(({ mac }) => mac === far?.mac);
  return device && far && entry ? { a, b, device, mac: far.mac } : undefined;
}

const tunnelPortBlocked: Fault = {
  name: 'tunnel-port-blocked',
  about: "a firewall does not let the tunnel's packets in",
  diagnosis: 'tunnel-port-blocked',
  apply(scene) {
    const node = scene.node();
    const device = node && scene.tunnel(node);
    if (!node || !device) return undefined;
    const match =
      'port' in device
        ? { protocol: 'udp' as const, port: device.port, comment: `udp dport ${device.port} drop` }
        : { protocol: 'ipip' as const, comment: 'ip protocol 4 drop' };
    return {
      what: `${node.name} drops what arrives for its tunnel device ${device.name} (${match.comment})`,
      datapath: scene.edit(node.name, ({ filters }) => ({
        filters: [...filters, { family: 'ipv4', hook: 'input', ...match }],
      })),
    };
  },
};

const forwardingEntryMissing: Fault = {
  name: 'forwarding-entry-missing',
  about: 'a tunnel device does not know where a node is',
  diagnosis: 'forwarding-entry-missing',
  apply(scene) {
    const pair = tunnelPair(scene);
    if (!pair) return undefined;
    return {
      what: `${pair.device.name} of ${pair.a.name} has no forwarding entry for ${pair.b.name}`,
      datapath: scene.edit(pair.a.name, ({ forwarding }) => ({
        forwarding: forwarding.filter(({ mac }) => mac !== pair.mac),
      })),
    };
  },
};

const forwardingEntryWrong: Fault = {
  name: 'forwarding-entry-wrong',
  about: 'a tunnel device sends packets to the node that used to have the address',
  diagnosis: 'forwarding-entry-wrong',
  apply(scene) {
    const pair = tunnelPair(scene);
    const other = pair && scene.plan.nodes.find((node) => node !== pair.a && node !== pair.b);
    if (!pair || !other) return undefined;
    const mac = scene.tunnel(other)?.mac;
    const own = scene.host(pair.a.name).forwarding.find((entry) => entry.mac === mac); // where that node is
    const destination = own?.destination ?? ipv4Of(other.address);
    return {
      what: `the forwarding entry of ${pair.a.name} for ${pair.b.name} names ${other.name}`,
      datapath: scene.edit(pair.a.name, ({ forwarding }) => ({
        forwarding: forwarding.map((entry) => (entry.mac === pair.mac ? { ...entry, destination } : entry)),
      })),
    };
  },
};

const tunnelNeighbourMissing: Fault = {
  name: 'tunnel-neighbour-missing',
  about: "a node does not know the MAC address of another node's tunnel device",
  diagnosis: 'neighbour-missing',
  apply(scene) {
    const pair = tunnelPair(scene);
    if (!pair) return undefined;
    return {
      what: `${pair.a.name} has no neighbour entry for ${pair.b.name} on ${pair.device.name}`,
      datapath: scene.edit(pair.a.name, ({ neighbours }) => ({
        neighbours: neighbours.filter(({ link, mac }) => link !== pair.device.name || mac !== pair.mac),
      })),
    };
  },
};

const tunnelMismatch: Fault = {
  name: 'tunnel-number-mismatch',
  about: "a node's tunnel device has another number (VNI) than the others'",
  diagnosis: 'tunnel-mismatch',
  apply(scene) {
    const node = scene.node();
    const device = node && scene.tunnel(node);
    if (!node || device?.type !== 'vxlan') return undefined;
    return {
      what: `${device.name} of ${node.name} has VNI ${device.vni + 1}, the others have ${device.vni}`,
      datapath: scene.edit(node.name, ({ links }) => ({
        links: links.map((link) => (link === device ? { ...device, vni: device.vni + 1 } : link)),
      })),
    };
  },
};

const tunnelPortMismatch: Fault = {
  name: 'tunnel-port-mismatch',
  about: "a node's tunnel device has another UDP port than the others'",
  diagnosis: 'tunnel-mismatch',
  apply(scene) {
    const node = scene.node();
    const device = node && scene.tunnel(node);
    if (!node || device?.type !== 'vxlan') return undefined;
    const port = device.port === 4789 ? 8472 : 4789;
    return {
      what: `${device.name} of ${node.name} has port ${port}, the others have ${device.port}`,
      datapath: scene.edit(node.name, ({ links }) => ({
        links: links.map((link) => (link === device ? { ...device, port } : link)),
      })),
    };
  },
};

/** The faults of tunnels. */
export const tunnelFaults: readonly Fault[] = [
  tunnelPortBlocked,
  forwardingEntryMissing,
  forwardingEntryWrong,
  tunnelNeighbourMissing,
  tunnelMismatch,
  tunnelPortMismatch,
];
