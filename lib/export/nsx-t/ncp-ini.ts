/** ncp.ini, from the plan: what the operator's ConfigMap holds for NSX Container Plug-in. */
import { Cidr, valuesOf } from '../../net';
import { spareRanges } from '../../plan';
import type { PlannedTestbed } from '../../testbed';
import type { OptionValues } from '../options';
import type { nsxOptions } from './options';

/** Sections with their keys, in the order in which they are written. */
export type Ini = Readonly<Record<string, Readonly<Record<string, string>>>>;

type Values = OptionValues<typeof nsxOptions>;

/** Where every pod finds its service account (kubernetes.io, "Accessing the Kubernetes API from a Pod"). */
const account = '/var/run/secrets/kubernetes.io/serviceaccount';
/** What Geneve with NSX's options adds to a packet at most, as NSX asks of the underlay: 1,600 for 1,500 bytes. */
const geneveRoom = 100;
const firstSpare = Cidr.parse('10.3.0.0/24');

/** Names of keys and sections are NCP's. */
export function ncpIni(cluster: PlannedTestbed, values: Values): Ini {
  const { plan } = cluster;
  const dual = plan.families.length > 1;
  return {
    DEFAULT: {},
    coe: { cluster: plan.name, enable_snat: values.snat === 'on' ? 'True' : 'False' },
    ha: {},
    k8s: {
      apiserver_host_ip: `${plan.apiEndpoint.address}`,
      apiserver_host_port: `${plan.apiEndpoint.port}`,
      client_token_file: `${account}/token`,
      ca_file: `${account}/ca.crt`,
    },
    nsx_kube_proxy: {},
    nsx_node_agent: {
      ovs_uplink_port: values.uplink,
      mtu: `${plan.underlayMtu - geneveRoom}`,
      ...(dual && { enable_ipv6: 'True' }),
    },
    nsx_v3: {
      nsx_api_managers: values.managers.join(','),
      thumbprint: values.thumbprint,
      ...networks(cluster, values),
    },
  };
}

/** The whole pod network: subnets go to namespaces, which are more than the nodes, so the nodes' shares would not do. */
function networks({ spec, plan }: PlannedTestbed, values: Values) {
  const spare = values.snat === 'on' ? spareRanges(spec, firstSpare, 1)[0] : undefined;
  const pool = values.externalPool ?? spare;
  return {
    container_ip_blocks: valuesOf(plan.podCidr).join(','),
    subnet_prefix: `${spec.podPrefix}`,
    ...(plan.families.length > 1 && { v6_subnet_prefix: `${spec.podPrefixIPv6}` }),
    ...(pool && { external_ip_pools: `${pool}` }),
    top_tier_router: values.topTierRouter,
    overlay_tz: values.overlayTz,
    edge_cluster: values.edgeCluster,
  };
}

/** The file's text. */
export function iniText(sections: Ini): string {
  return Object.entries(sections)
    .map(([name, keys]) => [`[${name}]`, ...Object.entries(keys).map(([key, value]) => `${key} = ${value}`)])
    .map((lines) => `${lines.join('\n')}\n`)
    .join('\n');
}
