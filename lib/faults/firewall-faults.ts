/** Firewalls that somebody set up for something else: they reject, or drop a family, a protocol, or what no rule of theirs allows. */
import { type Chain, type FilterRule, type Host, netfilterOf } from '../datapath';
import { ipv4Of } from '../net';
import type { Fault } from './fault';
import { announcesRoutes, only, type Scene } from './scene';

/** The rule, on one node. */
const onNode = (scene: Scene, name: string, rule: FilterRule) =>
  scene.edit(name, ({ filters }) => ({ filters: [...filters, rule] }));

const forwardReject: Fault = {
  name: 'forward-rejected',
  about: 'the firewall of an image rejects everything that a node should forward',
  diagnosis: 'forward-drop',
  apply(scene) {
    const node = scene.node();
    if (!node) return undefined;
    const reject = 'icmp admin-prohibited';
    const rule = { family: 'ipv4', hook: 'forward', reject, comment: 'REJECT icmp-host-prohibited' } as const;
    return {
      what: `${node.name} rejects everything that it should forward`,
      datapath: onNode(scene, node.name, rule),
    };
  },
};

const forwardDropIpv6: Fault = {
  name: 'ipv6-forward-policy-drop',
  about: "the policy of a node's FORWARD chain is DROP for IPv6 alone",
  diagnosis: 'forward-drop',
  apply(scene) {
    const node = scene.node();
    if (!node || !scene.plan.families.includes('ipv6')) return undefined;
    return {
      what: `${node.name} drops all IPv6 that it should forward (ip6tables -P FORWARD DROP)`,
      datapath: onNode(scene, node.name, {
        family: 'ipv6',
        hook: 'forward',
        comment: 'ip6tables -P FORWARD DROP',
      }),
    };
  },
};

const udpDropped: Fault = {
  name: 'udp-dropped',
  about: 'a firewall lets TCP through a node, and no UDP',
  diagnosis: 'forward-drop',
  apply(scene) {
    const node = scene.node();
    if (!node) return undefined;
    return {
      what: `${node.name} forwards no UDP`,
      datapath: onNode(scene, node.name, {
        family: 'ipv4',
        hook: 'forward',
        protocol: 'udp',
        comment: 'udp drop',
      }),
    };
  },
};

const foreignChain: Fault = {
  name: 'foreign-chain-drop',
  about: "another program's nft chain drops what it does not know, whatever iptables accepts",
  diagnosis: 'forward-drop',
  apply(scene) {
    const node = scene.node();
    if (!node) return undefined;
    return {
      what: `${node.name} has the chain FORWARD of a table inet site, whose policy is drop`,
      datapath: scene.edit(node.name, withChain),
    };
  },
};

/** Others' rules do not fit the simple ones of computed hosts. */
function withChain(host: Host): Partial<Host> {
  const chain: Chain = {
    families: ['ipv4', 'ipv6'],
    table: 'inet site',
    name: 'FORWARD',
    hook: { name: 'forward', type: 'filter', priority: 0, policy: 'drop' },
    rules: [],
  };
  const { chains = [], sets = [] } = netfilterOf(host) ?? {};
  return { nat: [], filters: [], netfilter: { chains: [...chains, chain], sets } };
}

const podsNotLetIn: Fault = {
  name: 'pods-not-let-in',
  about: 'the host firewall of a node lets the other machines in, and no pods',
  diagnosis: 'one-way-block',
  apply(scene) {
    const node = scene.node();
    if (!node || announcesRoutes(scene)) return undefined;
    const pods = ipv4Of(scene.plan.podCidr);
    return {
      what: `${node.name} takes nothing from ${pods}`,
      datapath: onNode(scene, node.name, {
        family: 'ipv4',
        hook: 'input',
        source: { ranges: [pods] },
        comment: `ip saddr ${pods} drop`,
      }),
    };
  },
};

const tunnelRejected: Fault = {
  name: 'tunnel-port-rejected',
  about: "a firewall rejects the tunnel's packets",
  diagnosis: 'tunnel-port-blocked',
  apply(scene) {
    const node = scene.node();
    const device = node && scene.tunnel(node);
    if (!node || !device || !('port' in device)) return undefined;
    return {
      what: `${node.name} rejects what arrives for its tunnel device ${device.name}`,
      datapath: onNode(scene, node.name, {
        family: 'ipv4',
        hook: 'input',
        protocol: 'udp',
        port: device.port,
        reject: 'icmp admin-prohibited',
        comment: `udp dport ${device.port} reject`,
      }),
    };
  },
};

const tunnelClosedEverywhere: Fault = {
  name: 'tunnel-port-blocked-everywhere',
  about: "no node lets the tunnel's packets in, as the rules of all are made from one template",
  diagnosis: 'tunnel-port-blocked',
  apply(scene) {
    const devices = scene.plan.nodes.map((node) => scene.tunnel(node));
    const [device] = devices;
    if (!device || !('port' in device)) return undefined;
    const rule: FilterRule = {
      family: 'ipv4',
      hook: 'input',
      protocol: 'udp',
      port: device.port,
      comment: `udp dport ${device.port} drop`,
    };
    return {
      what: `every node drops what arrives for its tunnel device (${rule.comment})`,
      datapath: scene.with((host) =>
        host.role === 'node' ? { ...host, filters: [...host.filters, rule] } : host,
      ),
    };
  },
};

const podNotLetOut: Fault = {
  name: 'pod-not-let-out',
  about: 'a quarantine rule drops all that one pod sends off its node',
  diagnosis: 'one-way-block',
  apply(scene) {
    const found = scene.nodeWithPod();
    if (!found) return undefined;
    const { node, pod } = found;
    const address = ipv4Of(pod.address);
    return {
      what: `${node.name} forwards nothing from ${pod.id}`,
      datapath: onNode(scene, node.name, {
        family: 'ipv4',
        hook: 'forward',
        source: only(address),
        comment: `ip saddr ${address} drop`,
      }),
    };
  },
};

/** The faults of firewalls that are set up by hand. */
export const firewallFaults: readonly Fault[] = [
  forwardReject,
  forwardDropIpv6,
  udpDropped,
  foreignChain,
  podsNotLetIn,
  podNotLetOut,
  tunnelRejected,
  tunnelClosedEverywhere,
];
