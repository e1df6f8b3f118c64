/** What breaks hosts: settings, gateways, neighbours. */

import type { Host, Route } from '../datapath';
import { Address, ipv4Of } from '../net';
import type { PlanNode } from '../plan';
import type { Fault } from './fault';
import { announcesRoutes, leadsTo, uplinkOf } from './scene';

const forwardingOff: Fault = {
  name: 'ip-forward-off',
  about: 'a node does not forward packets',
  diagnosis: 'forwarding-off',
  apply(scene) {
    const node = scene.node();
    if (!node) return undefined;
    return {
      what: `net.ipv4.ip_forward is 0 on ${node.name}`,
      datapath: scene.edit(node.name, ({ sysctls }) => ({ sysctls: { ...sysctls, 'ipv4/ip_forward': '0' } })),
    };
  },
};

const forwardingOffIpv6: Fault = {
  name: 'ipv6-forward-off',
  about: 'a node forwards IPv4, and no IPv6',
  diagnosis: 'forwarding-off',
  apply(scene) {
    const node = scene.node();
    if (!node || !scene.plan.families.includes('ipv6')) return undefined;
    return {
      what: `net.ipv6.conf.all.forwarding is 0 on ${node.name}`,
      datapath: scene.edit(node.name, ({ sysctls }) => ({
        sysctls: { ...sysctls, 'ipv6/conf/all/forwarding': '0' },
      })),
    };
  },
};

/** Whether the host has the node for a neighbour: it takes none but these as next hops. */
const knows = ({ neighbours }: Host, { address: wanted }: PlanNode) =>
  neighbours.some(({ address }) => address.equals(ipv4Of(wanted)));

const strictReversePath: Fault = {
  name: 'strict-reverse-path',
  about: 'packets come by the tunnel and would go back without it, and the reverse path filter is strict',
  diagnosis: 'reverse-path-filter',
  apply(scene) {
    const nodes = scene.nodes(2);
    if (!nodes) return undefined;
    const [a, b] = nodes;
    const host = scene.host(a.name);
    const [device, uplink] = [scene.tunnel(a), uplinkOf(scene.datapath, host)];
    if (!device || !uplink || !knows(host, b) || host.rules.length > 0) return undefined;
    const straight = (route: Route): Route =>
      leadsTo(b, host)(route)
        ? { destination: route.destination, via: ipv4Of(b.address), link: uplink.name }
        : route;
    return {
      what: `${a.name} routes the pods of ${b.name} past ${device.name}, whose rp_filter is 1`,
      datapath: scene.edit(a.name, ({ routes, sysctls }) => ({
        routes: routes.map(straight),
        sysctls: { ...sysctls, [`ipv4/conf/${device.name}/rp_filter`]: '1' },
      })),
    };
  },
};

const proxyArpOff: Fault = {
  name: 'proxy-arp-off',
  about: 'a node does not answer for the gateway that a pod asks for',
  diagnosis: 'proxy-arp-off',
  apply(scene) {
    const found = scene.nodeWithPod();
    const cable = found && scene.cable(found.pod);
    if (!found || !cable) return undefined;
    const { node, pod } = found;
    const setting = `ipv4/conf/${cable.peer.link}/proxy_arp`;
    if (scene.host(node.name).sysctls[setting] !== '1') return undefined;
    return {
      what: `proxy_arp is 0 on ${cable.peer.link} of ${node.name}, the link to ${pod.id}`,
      datapath: scene.edit(node.name, ({ sysctls }) => ({ sysctls: { ...sysctls, [setting]: '0' } })),
    };
  },
};

const gatewayMissing: Fault = {
  name: 'bridge-address-missing',
  about: "a node's bridge has lost its address, the gateway of its pods",
  diagnosis: 'gateway-missing',
  apply(scene) {
    const node = scene.node();
    const bridge = node && scene.host(node.name).links.find(({ type }) => type === 'bridge');
    if (!node || !bridge) return undefined;
    return {
      what: `${bridge.name} of ${node.name} has no address`,
      datapath: scene.edit(node.name, ({ links }) => ({
        links: links.map((link) => (link === bridge ? { ...link, addresses: [] } : link)),
      })),
    };
  },
};

const gatewayStale: Fault = {
  name: 'bridge-address-stale',
  about: "a node's bridge has kept the address of an earlier cluster",
  diagnosis: 'gateway-missing',
  apply(scene) {
    const node = scene.node();
    const bridge = node && scene.host(node.name).links.find(({ type }) => type === 'bridge');
    if (!node || !bridge) return undefined;
    const stale = Address.parse('10.88.0.1');
    return {
      what: `${bridge.name} of ${node.name} has the address ${stale}, not its pods' gateway`,
      datapath: scene.edit(node.name, ({ links }) => ({
        links: links.map((link) =>
          link === bridge
            ? {
                ...link,
                addresses: link.addresses.map((entry) =>
                  entry.address.family === 'ipv4' ? { address: stale, prefix: 24 } : entry,
                ),
              }
            : link,
        ),
      })),
    };
  },
};

const neighbourStale: Fault = {
  name: 'neighbour-stale',
  about: 'a node remembers the MAC address of a machine that has been replaced',
  diagnosis: 'neighbour-stale',
  apply(scene) {
    const nodes = scene.nodes(2);
    if (!nodes) return undefined;
    const [a, b] = nodes;
    if (!knows(scene.host(a.name), b) || announcesRoutes(scene)) return undefined;
    return {
      what: `the neighbour entry of ${a.name} for ${b.name} (${ipv4Of(b.address)}) has an old MAC address`,
      datapath: scene.edit(a.name, ({ neighbours }) => ({
        neighbours: neighbours.map((entry) =>
          entry.address.equals(ipv4Of(b.address)) ? { ...entry, mac: '02:00:00:0d:ea:d0' } : entry,
        ),
      })),
    };
  },
};

/** The faults of hosts. */
export const hostFaults: readonly Fault[] = [
  forwardingOff,
  forwardingOffIpv6,
  strictReversePath,
  proxyArpOff,
  gatewayMissing,
  gatewayStale,
  neighbourStale,
];
