/** What breaks Services, while plain packets between pods and nodes pass. */
import type { Datapath, FilterRule, Host } from '../datapath';
import { plannedServices, serviceRules } from '../kube-proxy';
import type { NodeRole } from '../plan';
import type { Fault } from './fault';
import { type Scene, uplinkOf } from './scene';

/** Whether IP's rules see what the host's bridge forwards, as they must where pods are on it. */
const filtersBridges = ({ links, sysctls }: Host) =>
  sysctls['bridge/bridge-nf-call-iptables'] === '1' && links.some(({ type }) => type === 'bridge');

const bridgeNetfilterOff: Fault = {
  name: 'bridge-netfilter-off',
  about: "a node's bridge does not ask the rules of IP, which translate answers of Services back",
  diagnosis: 'bridge-netfilter-off',
  apply(scene) {
    const node = scene.node();
    if (!node || !hasServices(scene) || !filtersBridges(scene.host(node.name))) return undefined;
    const off = { 'bridge/bridge-nf-call-iptables': '0', 'bridge/bridge-nf-call-ip6tables': '0' };
    return {
      what: `net.bridge.bridge-nf-call-iptables is 0 on ${node.name}`,
      datapath: scene.edit(node.name, ({ sysctls }) => ({ sysctls: { ...sysctls, ...off } })),
    };
  },
};

const hairpinOff: Fault = {
  name: 'hairpin-off',
  about: "a node's bridge does not send frames back to the pod that they came from",
  diagnosis: 'hairpin-off',
  apply(scene) {
    const node = scene.node();
    const [pod] = node ? scene.podsOf(node) : [];
    const cable = pod && scene.cable(pod);
    if (!node || !cable || !hasServices(scene)) return undefined;
    const host = scene.host(node.name);
    const port = host.links.find(({ name, hairpin }) => name === cable.peer.link && hairpin);
    if (!port || !filtersBridges(host)) return undefined;
    return {
      what: `hairpin mode is off on ${port.name} of ${node.name}, the link to ${pod.id}`,
      datapath: scene.edit(node.name, ({ links }) => ({
        links: links.map((link) => (link === port ? { ...link, hairpin: false } : link)),
      })),
    };
  },
};

const nodePortBlocked: Fault = {
  name: 'node-port-blocked',
  about: "a firewall does not let packets for a node's NodePorts in",
  diagnosis: 'node-port-blocked',
  apply(scene) {
    const node = scene.node();
    const service = plannedServices(scene.plan).find(({ ports }) => ports.some(({ nodePort }) => nodePort));
    const uplink = node && uplinkOf(scene.datapath, scene.host(node.name));
    if (!node || !uplink || !service || !hasServices(scene)) return undefined;
    const ports = service.ports.map(({ protocol, nodePort }) => ({ protocol, port: nodePort! }));
    return {
      what: `${node.name} drops what comes by ${uplink.name} for its NodePorts`,
      datapath: dropping(scene, node.name, uplink.name, ports),
    };
  },
};

const endpointMissing: Fault = {
  name: 'endpoint-missing',
  about: "a node's kube-proxy has not heard of a Service's endpoints, and refuses what is for it",
  diagnosis: 'service-without-endpoints',
  apply(scene) {
    const node = scene.node();
    if (!node || !hasServices(scene)) return undefined;
    const services = plannedServices(scene.plan).map((service) =>
      service.name === 'hairpin' ? { ...service, endpoints: [] } : service,
    );
    return {
      what: `${node.name} knows no endpoints of the Service hairpin`,
      datapath: scene.edit(node.name, () => ({
        services: serviceRules(scene.plan, scene.proxy, services, node),
      })),
    };
  },
};

/** A port of Kubernetes that a node of the role does not let in from the others. */
function portClosed(
  scene: Scene,
  program: string,
  port: number | undefined,
  role: NodeRole,
): ReturnType<Fault['apply']> {
  const node = scene.pick(scene.plan.nodes.filter((one) => one.role === role));
  const uplink = node && uplinkOf(scene.datapath, scene.host(node.name));
  if (!node || !uplink || port === undefined || !hasServices(scene)) return undefined;
  return {
    what: `${node.name} drops what comes by ${uplink.name} for ${program}, TCP ${port}`,
    datapath: dropping(scene, node.name, uplink.name, [{ protocol: 'tcp', port }]),
  };
}

/** The state in which a node drops what comes in by a link for these ports, in every family of the plan. */
function dropping(
  scene: Scene,
  node: string,
  link: string,
  ports: readonly Required<Pick<FilterRule, 'protocol' | 'port'>>[],
): Datapath {
  const rules = scene.plan.families.flatMap((family) =>
    ports.map(
      ({ protocol, port }): FilterRule => ({
        ...{ family, hook: 'prerouting', in: link, protocol, port },
        comment: `${protocol} dport ${port} drop`,
      }),
    ),
  );
  return scene.edit(node, ({ filters }) => ({ filters: [...filters, ...rules] }));
}

const apiServerPortClosed: Fault = {
  name: 'api-server-port-closed',
  about: 'a firewall of a control plane does not let other machines to its API server',
  diagnosis: 'control-port-blocked',
  apply: (scene) => portClosed(scene, 'its API server', scene.datapath.control?.apiServer, 'control-plane'),
};

const kubeletPortClosed: Fault = {
  name: 'kubelet-port-closed',
  about: "a worker's firewall does not let the control planes to its kubelet",
  diagnosis: 'control-port-blocked',
  apply: (scene) => portClosed(scene, 'its kubelet', scene.datapath.control?.kubelet, 'worker'),
};

const hasServices = ({ datapath }: Scene) =>
  datapath.hosts.some(({ services }) => services) &&
  datapath.services?.some(({ endpoints }) => endpoints.length > 0) === true;

/** Faults of Services. */
export const serviceFaults: readonly Fault[] = [
  bridgeNetfilterOff,
  hairpinOff,
  nodePortBlocked,
  endpointMissing,
  apiServerPortClosed,
  kubeletPortClosed,
];
