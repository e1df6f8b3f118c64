/** VMware NSX-T: the objects that the operator of NSX Container Plug-in takes. */
import { renderFile } from '../../base/render';
import { versions } from '../../base/versions';
import { valuesOf } from '../../net';
import type { Problem } from '../../plan';
import type { PlannedTestbed } from '../../testbed';
import type { FabricExport, PreparedExport, RangeUse } from '../export';
import { cardNotes } from '../further-cards';
import { givenRangeProblems } from '../given-ranges';
import { type GivenOptions, readOptions } from '../options';
import { refusedExport } from '../refused-export';
import { brokenRules } from '../rules';
import { commented, yamlFile } from '../text-files';
import { type Ini, iniText, ncpIni } from './ncp-ini';
import { ncpRules, unlistedKeys } from './ncp-rules';
import { nsxOptions } from './options';

/** The export for VMware NSX-T. */
export const nsxT: FabricExport = {
  name: 'nsx-t',
  aliases: [],
  title: 'VMware NSX-T',
  about: "ConfigMap, NcpInstall and Secrets for the operator of VMware's NSX Container Plug-in",
  options: nsxOptions,
  prepare,
};

function prepare(cluster: PlannedTestbed, given: GivenOptions): PreparedExport {
  const { values, problems } = readOptions(nsxOptions, given);
  const notes = notesOf(cluster);
  const { externalPool } = values;
  const refused = [
    ...problems,
    ...givenRangeProblems(cluster.spec, { externalPool }),
    ...planProblems(cluster),
  ];
  if (refused.length > 0) return refusedExport(refused, notes);
  const ini = ncpIni(cluster, values);
  return {
    problems: [...brokenRules(ini, ncpRules, origins), ...unlistedKeys(ini)],
    notes,
    ranges: ranges(cluster, ini),
    files: () => files(cluster, ini, notes),
    next: (folder) => [['kubectl', 'apply', '-f', folder]],
  };
}

const origins = {
  'coe.enable_snat': 'snat',
  'nsx_v3.nsx_api_managers': 'managers',
  'nsx_v3.external_ip_pools': 'externalPool',
  'nsx_v3.thumbprint': 'thumbprint',
  'nsx_v3.container_ip_blocks': 'podCidr',
  'nsx_node_agent.mtu': 'underlayMtu',
};

/** Of Kubernetes default, kube-node-lease, kube-public and kube-system, of NCP nsx-system and nsx-system-operator. */
const firstNamespaces = 6n;

function planProblems({ spec }: PlannedTestbed): Problem[] {
  const subnets = spec.podCidr.sliceCount(spec.podPrefix);
  if (subnets >= firstNamespaces) return [];
  return [
    {
      code: 'nsx-t/too-few-subnets',
      field: 'podCidr',
      value: `"${spec.podCidr}"`,
      rule: `each namespace takes a subnet of a share's size, there are ${firstNamespaces} namespaces from the start, and it has ${subnets}`,
      remedy: 'Use a shorter prefix for podCidr, or a longer podPrefix',
    },
  ];
}

function notesOf({ cni, choice, plan }: PlannedTestbed): string[] {
  return [
    `For VMware NSX-T: the operator of NSX Container Plug-in, ${versions.ncpOperator}.`,
    "Not promised: which node gets which range. NCP cuts subnets of the plan's share size from the pod network and gives them to namespaces, in the order in which those are made; Node.spec.podCIDR does not count.",
    `Not used: ${cni.name} ${choice.mode.name}, which the spec names. NCP takes its place.`,
    ...cardNotes(plan),
    'Must exist on NSX before: gateway, transport zone and edge cluster.',
    'The external pool is free as far as the spec knows, and yours to route.',
  ];
}

function ranges({ plan, spec }: PlannedTestbed, { nsx_v3 }: Ini): RangeUse[] {
  const pool = nsx_v3?.external_ip_pools;
  return [
    ...plan.zones.flatMap(({ name, nodeCidr }) =>
      valuesOf(nodeCidr).map((range): RangeUse => {
        return { what: `nodes of zone ${name}`, range: `${range}`, becomes: "the nodes' segment, by hand" };
      }),
    ),
    ...valuesOf(plan.podCidr).map((range): RangeUse => {
      const prefix = range.family === 'ipv4' ? spec.podPrefix : spec.podPrefixIPv6;
      return {
        what: 'pods, all shares',
        range: `${range}`,
        becomes: `nsx_v3.container_ip_blocks, a /${prefix} each namespace`,
      };
    }),
    { what: 'API server', range: `${plan.apiEndpoint.address}`, becomes: 'k8s.apiserver_host_ip' },
    ...(pool === undefined
      ? []
      : [{ what: 'beside the plan', range: pool, becomes: 'nsx_v3.external_ip_pools' }]),
  ];
}

function files(
  { plan }: PlannedTestbed,
  ini: Ini,
  lines: readonly string[],
): Readonly<Record<string, string>> {
  const notes = commented(lines);
  const tags = plan.nodes.map(({ name }) => `${name}: ncp/node_name = ${name}, ncp/cluster = ${plan.name}`);
  const secret = (name: string, use: string, more: string) =>
    renderFile('export/nsx-t/files/secret.yaml', { notes, name, use, more });
  return {
    'configmap.yaml': yamlFile(lines, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'nsx-ncp-operator-config', namespace: 'nsx-system-operator' },
      data: { 'ncp.ini': iniText(ini) },
    }),
    'ncpinstall.yaml': renderFile('export/nsx-t/files/ncpinstall.yaml', { notes }),
    'nsx-secret.yaml': secret('nsx-secret', "The managers' client certificate and CA.", ", tls.ca: ''"),
    'lb-secret.yaml': secret('lb-secret', "The load balancer's default certificate.", ''),
    'README.txt': renderFile('export/nsx-t/files/README.txt', { notes, tags: tags.join('\n') }),
  };
}
