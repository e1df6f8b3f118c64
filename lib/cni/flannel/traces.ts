import type { Traces } from '../../state';
import type { ObjectTraces } from '../cni';

const tables = /^ip6? flannel-ipv[46]$/;

/** Whether a table of nft is flanneld's. */
export const isFlannels = (table: string): boolean => tables.test(table);

/** What its entries are known by (pkg/backend, pkg/trafficmngr; the plug-in's folders in cni-plugin). */
export const flannelTraces: Traces = {
  links: /^(flannel(-v6)?\.\d+|flannel-wg(-v6)?|cni0)$/,
  // The plug-in `bridge` takes it where its configuration names no other.
  sharedLinks: /^cni0$/,
  netfilter: { chains: /^FLANNEL-/, tables, comments: /^flanneld (forward|masq)$/ },
  config: /^\d*-?flannel\.conf/,
  folders: ['/run/flannel', '/var/lib/cni/flannel', '/var/lib/cni/networks/cbr0'],
};

/** What its objects are known by (pkg/subnet/kube). */
export const flannelObjects: ObjectTraces = {
  annotations: /^flannel\.alpha\.coreos\.com\//,
  reasons: /^Flannel/,
  namespaces: ['kube-flannel'],
};
