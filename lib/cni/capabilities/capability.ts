/** What people choose a CNI by: the words, each with a plain sentence. Which CNI has what is in each one's own folder. */

/** All capabilities, in the order in which they are shown. */
export const capabilities = [
  { id: 'policies', title: 'Network policies', about: "Kubernetes' NetworkPolicy objects are enforced." },
  {
    id: 'cluster-policies',
    title: 'Policies for the whole cluster',
    about: 'One policy can hold for the pods of all namespaces.',
  },
  {
    id: 'host-policies',
    title: 'Policies for nodes',
    about: 'Policies can also decide what reaches the nodes themselves.',
  },
  {
    id: 'host-network-peers',
    title: 'Host-network pods in policies',
    about: "Policies can tell pods that use their node's network from that node; Kubernetes leaves it open.",
  },
  { id: 'l7-policies', title: 'Layer 7 policies', about: 'Policies can name HTTP methods and paths.' },
  {
    id: 'fqdn-policies',
    title: 'Policies by DNS name',
    about: 'Policies can name destinations outside of the cluster by their DNS names.',
  },
  {
    id: 'encryption',
    title: 'Encryption by WireGuard',
    about: 'What pods of different nodes send one another is encrypted by WireGuard.',
  },
  {
    id: 'ipsec',
    title: 'Encryption by IPsec',
    about: 'What pods of different nodes send one another is encrypted by IPsec.',
  },
  { id: 'dual-stack', title: 'Dual stack', about: 'Every pod has an IPv4 and an IPv6 address.' },
  {
    id: 'ipv6-only',
    title: 'IPv6 only',
    about: 'A cluster can do without IPv4.',
  },
  {
    id: 'kube-proxy-replacement',
    title: 'No kube-proxy',
    about: 'The CNI translates the addresses of Services, and kube-proxy does not run.',
  },
  {
    id: 'flow-logs',
    title: 'Flow logs',
    about: 'One can see which pods talk to one another, and what a policy denied.',
  },
  {
    id: 'egress-gateway',
    title: 'Egress gateway',
    about: 'Traffic can leave the cluster by chosen nodes, with addresses that are known beforehand.',
  },
  {
    id: 'bgp',
    title: 'BGP to the network',
    about: "Routes to pods or Services are announced to the network's routers by BGP.",
  },
  {
    id: 'load-balancer',
    title: 'LoadBalancer addresses',
    about: 'Services of type LoadBalancer get addresses, and the network learns of them.',
  },
  {
    id: 'multi-cluster',
    title: 'Several clusters',
    about: 'Pods and Services of several clusters reach one another.',
  },
  { id: 'windows', title: 'Windows nodes', about: 'Nodes may run Windows.' },
  {
    id: 'zones',
    title: 'Several zones',
    about: 'Nodes may be in several subnets whose routers know nothing of pods.',
  },
  {
    id: 'un-encapsulated',
    title: 'No encapsulation',
    about: "Pods' packets cross the network between the nodes, and between zones, without a tunnel.",
  },
  {
    id: 'managed',
    title: 'Managed Kubernetes',
    about: 'A provider of managed Kubernetes runs or supports it.',
  },
  {
    id: 'kernel',
    title: 'Oldest Linux kernel',
    about: 'It runs on nodes with that kernel. As a need with a version: kernel=5.10.',
  },
] as const satisfies readonly Capability[];

/** Something that a CNI may be able to do. */
export interface Capability {
  /** As it is typed. */
  readonly id: string;
  /** A few words for people. */
  readonly title: string;
  /** What it means that a CNI has it, in a sentence. */
  readonly about: string;
}

/** One of the capabilities, by its id. */
export type CapabilityId = (typeof capabilities)[number]['id'];
