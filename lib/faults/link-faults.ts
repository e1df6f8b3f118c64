/** What breaks links: whole nodes, cables and cards that are down, MAC addresses that changed. */
import type { Host } from '../datapath';
import type { Fault } from './fault';
import { announcesRoutes, uplinkOf } from './scene';

/** The host with some of its links down. */
const downed = (host: Host, which: (name: string) => boolean): Partial<Host> => ({
  links: host.links.map((link) => (which(link.name) ? { ...link, up: false } : link)),
});

const nodeDead: Fault = {
  name: 'node-dead',
  about: 'a node is gone',
  diagnosis: 'node-down',
  apply(scene) {
    const node = scene.node();
    if (!node || announcesRoutes(scene)) return undefined;
    return {
      what: `all links of ${node.name} are down`,
      datapath: scene.edit(node.name, (host) => ({
        ...downed(host, () => true),
        bgp: undefined,
        routes: [],
      })),
    };
  },
};

const uplinkDown: Fault = {
  name: 'uplink-down',
  about: "a node's cable is unplugged",
  diagnosis: 'link-down',
  apply(scene) {
    const node = scene.node();
    const uplink = node && uplinkOf(scene.datapath, scene.host(node.name));
    if (!node || uplink?.type !== 'veth' || announcesRoutes(scene)) return undefined;
    return {
      what: `the switch's port of ${node.name} is down`,
      datapath: scene.edit(uplink.peer.host, (host) => downed(host, (name) => name === uplink.peer.link)),
    };
  },
};

const podLinkDown: Fault = {
  name: 'pod-link-down',
  about: "the node's end of a pod's cable is down",
  diagnosis: 'link-down',
  apply(scene) {
    const found = scene.nodeWithPod();
    const cable = found && scene.cable(found.pod);
    if (!found || !cable) return undefined;
    const { node, pod } = found;
    return {
      what: `${cable.peer.link} of ${node.name}, the link to ${pod.id}, is down`,
      datapath: scene.edit(cable.peer.host, (host) => downed(host, (name) => name === cable.peer.link)),
    };
  },
};

const cardDown: Fault = {
  name: 'card-down',
  about: "a node's card is down",
  diagnosis: 'link-down',
  apply(scene) {
    const node = scene.node();
    const uplink = node && uplinkOf(scene.datapath, scene.host(node.name));
    if (!node || !uplink || announcesRoutes(scene)) return undefined;
    return {
      what: `${uplink.name} of ${node.name} is down`,
      datapath: scene.edit(node.name, ({ links }) => ({
        links: links.map((link) => (link === uplink ? { ...link, up: false } : link)),
      })),
    };
  },
};

const tunnelMacChanged: Fault = {
  name: 'tunnel-mac-changed',
  about: 'a tunnel device was made anew and has another MAC address than the other nodes know',
  diagnosis: 'neighbour-stale',
  apply(scene) {
    const node = scene.node();
    const device = node && scene.tunnel(node);
    if (!node || device?.type !== 'vxlan') return undefined;
    return {
      what: `${device.name} of ${node.name} has another MAC address than the other nodes know`,
      datapath: scene.edit(node.name, ({ links }) => ({
        links: links.map((link) => (link === device ? { ...link, mac: '02:00:00:0d:ea:d1' } : link)),
      })),
    };
  },
};

const switchIsolates: Fault = {
  name: 'switch-isolates-ports',
  about: "a subnet's nodes reach their gateway and not one another (no layer 2, isolated ports)",
  diagnosis: 'ports-isolated',
  apply(scene) {
    const zones = scene.plan.zones.filter(
      ({ name, layer2 }) =>
        layer2 !== false && scene.plan.nodes.filter(({ zone }) => zone === name).length > 1,
    );
    const zone = scene.pick(zones);
    const [node] = scene.plan.nodes.filter((one) => one.zone === zone?.name);
    const uplink = node && uplinkOf(scene.datapath, scene.host(node.name));
    if (!zone || uplink?.type !== 'veth' || announcesRoutes(scene)) return undefined;
    const nodes = new Set(scene.plan.nodes.map(({ name }) => name));
    return {
      what: `the switch of zone ${zone.name} passes no frames between the ports of nodes`,
      datapath: scene.edit(uplink.peer.host, ({ links }) => ({
        links: links.map((link) =>
          link.type === 'veth' && nodes.has(link.peer.host) ? { ...link, isolated: true } : link,
        ),
      })),
    };
  },
};

/** The faults of links. */
export const linkFaults: readonly Fault[] = [
  nodeDead,
  uplinkDown,
  podLinkDown,
  cardDown,
  tunnelMacChanged,
  switchIsolates,
];
