import type { Traces } from '../../state';
import type { ObjectTraces } from '../cni';

/** Tables that packets to and from its proxy are routed by (pkg/datapath/linux/linux_defaults). */
const proxyTables = new Set([2004, 2005]);

/** What its entries are known by (pkg/datapath). */
export const ciliumTraces: Traces = {
  links: /^(cilium_\w+|lxc\w+)$/,
  policyRules: ({ table }) => proxyTables.has(table),
  netfilter: { chains: /^(OLD_)?CILIUM_/, comments: /^cilium(-feeder)?: /, sets: /^cilium_/ },
  pins: [{ folder: 'cilium' }, { folder: 'tc/globals', names: 'cilium_*' }],
  programs: /^cil_/,
  config: /^\d*-?cilium(-cni)?\.conf/,
  folders: ['/run/cilium', '/var/lib/cilium'],
  ports: [4240, 4244],
};

/** What its objects are known by. */
export const ciliumObjects: ObjectTraces = {
  annotations: /(^|\.)cilium\.io\/|^io\.cilium\./,
  labels: /(^|\.)cilium\.io\//,
  taints: /^node\.cilium\.io\//,
  reasons: /^Cilium/,
  groups: ['cilium.io'],
  namespaces: ['cilium-secrets'],
};
