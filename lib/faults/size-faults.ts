/** What breaks large packets: MTUs that do not fit, and routers that send no ICMP errors. */
import type { Host } from '../datapath';
import type { Fault } from './fault';
import { type Scene, uplinkOf } from './scene';

/** Everything that pods' packets go through before the tunnel has the MTU, and no route says otherwise. */
function withPodMtu(scene: Scene, mtu: number): (host: Host) => Host {
  return (host) => {
    if (host.role !== 'pod' && host.role !== 'node') return host;
    const uplink = uplinkOf(scene.datapath, host);
    return {
      ...host,
      links: host.links.map((link) =>
        link !== uplink && (link.type === 'veth' || link.type === 'bridge') ? { ...link, mtu } : link,
      ),
      routes: host.routes.map((route) => (route.mtu === undefined ? route : { ...route, mtu: undefined })),
    };
  };
}

/** Whether the tunnel devices are bound to a link, or take their ends from routes. */
function tunnelKind(scene: Scene): 'bound' | 'flow' | undefined {
  const device = scene.plan.nodes.map((node) => scene.tunnel(node)).find((found) => found !== undefined);
  return device && (device.type.endsWith('-flow') ? 'flow' : 'bound');
}

const podMtuTooHigh: Fault = {
  name: 'pod-mtu-too-high',
  about: "the pods' MTU leaves no room for the tunnel's headers",
  diagnosis: 'mtu-too-high',
  apply(scene) {
    // Others are bound to a link, whose MTU they cannot exceed; their nodes send the pods ICMP errors.
    if (tunnelKind(scene) !== 'flow') return undefined;
    const mtu = scene.plan.underlayMtu;
    return {
      what: `pods have MTU ${mtu}, as the underlay has`,
      datapath: scene.with(withPodMtu(scene, mtu)),
    };
  },
};

const fragNeededSuppressed: Fault = {
  name: 'frag-needed-suppressed',
  about: "the pods' MTU is too high, and a firewall drops the ICMP errors that say so",
  diagnosis: 'frag-needed-suppressed',
  apply(scene) {
    if (tunnelKind(scene) !== 'bound') return undefined;
    const enlarge = withPodMtu(scene, scene.plan.underlayMtu);
    const silent = (host: Host): Host => ({
      ...host,
      filters: [
        ...host.filters,
        { family: 'ipv4', hook: 'output', protocol: 'icmp', comment: 'ip protocol icmp drop' },
      ],
    });
    const datapath = scene.with((host) => (host.role === 'node' ? silent(enlarge(host)) : enlarge(host)));
    return { what: 'pods have the MTU of the underlay, and nodes send no ICMP', datapath };
  },
};

const mtuBlackHole: Fault = {
  name: 'mtu-black-hole',
  about:
    'a port of the network between the nodes takes smaller packets than it should, and sends no ICMP errors',
  diagnosis: 'mtu-black-hole',
  apply(scene) {
    const node = scene.node();
    const uplink = node && uplinkOf(scene.datapath, scene.host(node.name));
    if (!node || uplink?.type !== 'veth') return undefined;
    const mtu = scene.plan.underlayMtu - 200;
    return {
      what: `the switch's port towards ${node.name} takes ${mtu} bytes`,
      datapath: scene.edit(uplink.peer.host, ({ links }) => ({
        links: links.map((link) => (link.name === uplink.peer.link ? { ...link, mtu } : link)),
      })),
    };
  },
};

const mtuWasteful: Fault = {
  name: 'mtu-wasteful',
  about: "the pods' MTU is smaller than it need be",
  diagnosis: 'mtu-wasteful',
  apply(scene) {
    const mtu = scene.plan.underlayMtu - 220;
    return { what: `pods have MTU ${mtu}`, datapath: scene.with(withPodMtu(scene, mtu)) };
  },
};

const cardMtu: Fault = {
  name: 'card-mtu-smaller',
  about: "a node's card takes smaller packets than the others' cards",
  diagnosis: 'mtu-black-hole',
  apply(scene) {
    const node = scene.node();
    const uplink = node && uplinkOf(scene.datapath, scene.host(node.name));
    // A tunnel device that is bound to a card would get a smaller MTU with it.
    if (!node || !uplink || tunnelKind(scene) === 'bound') return undefined;
    const mtu = scene.plan.underlayMtu - 100;
    return {
      what: `${uplink.name} of ${node.name} takes ${mtu} bytes, the others' cards ${scene.plan.underlayMtu}`,
      datapath: scene.edit(node.name, ({ links }) => ({
        links: links.map((link) => (link === uplink ? { ...link, mtu } : link)),
      })),
    };
  },
};

/** The faults of MTUs. */
export const sizeFaults: readonly Fault[] = [
  podMtuTooHigh,
  fragNeededSuppressed,
  mtuBlackHole,
  mtuWasteful,
  cardMtu,
];
