import type { Traces } from '../../state';
import type { ObjectTraces } from '../cni';

/** What its entries are known by (felix/rules, felix/ipsets, felix/bpf, cni-plugin). */
export const calicoTraces: Traces = {
  links: /^(cali[0-9a-f]{11}|vxlan(-v6)?\.calico|wireguard\.cali|wg-v6\.cali|bpf(in|out)\.cali)$/,
  kernelLinks: /^tunl0$/,
  protocols: ['80'],
  // Felix' defaults for WireGuard: priority 99, and the first of its own tables.
  policyRules: ({ priority, table }) => priority === 99 && table === 1,
  netfilter: {
    chains: /^cali-/,
    tables: /^((ip6?|inet) calico|arp calico-arp)$/,
    comments: /^cali:/,
    sets: /^cali[46]0/,
  },
  pins: [{ folder: 'tc/globals', names: 'cali_*' }, { folder: 'calico_connect4' }],
  programs: /^cali_/,
  config: /^(\d*-?(calico|canal)\.conf|calico-(kubeconfig|tls)$)/,
  folders: ['/run/calico', '/var/lib/calico'],
  ports: [179, 5473, 9099],
};

/** What its objects are known by (libcalico-go, the operator). */
export const calicoObjects: ObjectTraces = {
  annotations: /^projectcalico\.org\//,
  labels: /^projectcalico\.org\//,
  reasons: /^Calico/,
  groups: ['crd.projectcalico.org', 'projectcalico.org', 'operator.tigera.io'],
  namespaces: ['calico-system', 'calico-apiserver', 'tigera-operator'],
};
