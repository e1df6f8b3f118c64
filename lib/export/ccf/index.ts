/**
 * Big Cloud Fabric, now Arista Converged Cloud Fabric. It has no CNI: it is the network between the nodes. So the export is
 * the fabric's side of the spec's CNI: the nodes' segments, and routes where pods' addresses are on the wire.
 */
import type { BarePods } from '../../cni';
import { valuesOf } from '../../net';
import type { PlannedTestbed } from '../../testbed';
import type { FabricExport, PreparedExport, RangeUse } from '../export';
import { cardNotes } from '../further-cards';
import { type GivenOptions, type OptionValues, readOptions } from '../options';
import { refusedExport } from '../refused-export';
import { brokenRules } from '../rules';
import { yamlFile } from '../text-files';
import { ansiblePlay } from './ansible-play';
import { type Fabric, fabricOf, segmentOf } from './fabric';
import { ccfOptions } from './options';
import { restCalls } from './rest-calls';
import { type CcfRequest, ccfRules } from './rules';

/** The export for Big Cloud Fabric. */
export const ccf: FabricExport = {
  name: 'ccf',
  aliases: ['bcf'],
  title: 'Big Cloud Fabric',
  about: "segments, gateways and routes to the nodes' pods, as REST calls and Ansible tasks",
  ipv6Alone: true,
  options: ccfOptions,
  prepare,
};

type Values = OptionValues<typeof ccfOptions>;

function prepare(cluster: PlannedTestbed, given: GivenOptions): PreparedExport {
  const { values, problems } = readOptions(ccfOptions, given);
  const notes = notesOf(cluster);
  if (problems.length > 0) return refusedExport(problems, notes);
  const fabric = fabricOf(cluster, values);
  return {
    problems: brokenRules(requestOf(cluster, fabric, values), ccfRules, {}),
    notes,
    ranges: ranges(cluster, fabric),
    files: () => files(fabric, values, notes),
    next: (folder) =>
      values.form === 'rest'
        ? []
        : [['ansible-playbook', '--inventory', `${values.controller},`, `${folder}/ansible.yaml`]],
  };
}

function requestOf({ spec, plan }: PlannedTestbed, { tenant }: Fabric, { form, ports }: Values): CcfRequest {
  const nodes = plan.nodes.map(({ name }) => name);
  return { tenant, ipFamily: spec.ipFamily, form, ports: ports.map(({ node }) => node), nodes };
}

function notesOf({ cni, choice, plan }: PlannedTestbed): string[] {
  const named = `${cni.name} ${choice.mode.name}`;
  return [
    'For Big Cloud Fabric, sold later as Arista Converged Cloud Fabric. Written from public code of its vendor, who publishes no validator, and tried on no controller.',
    routeNote[choice.mode.barePods](named),
    ...cardNotes(plan),
    'A success is status 204. Static routes have a preference in their path, as newer controllers want it; older ones take the path without.',
    'The Ansible modules leave a tenant that exists as it is, make no interface groups, do not touch the tenant system, which has to export its routes, and send routes before the next-hop groups that they name: a controller that checks these wants the calls.',
  ];
}

const routeNote: Readonly<Record<BarePods, (named: string) => string>> = {
  always: (named) =>
    `Not promised: that a node has its share. The fabric sends each share to the node that the plan gives it to; ${named} must keep to that.`,
  'same-subnet': (named) =>
    `Not here: routes to pods. ${named} sends their packets to the node itself inside of a segment, and encapsulated between segments.`,
  never: (named) =>
    `Not here: routes to pods. ${named} encapsulates their packets, so the fabric sees nodes alone.`,
};

function ranges({ plan }: PlannedTestbed, { routes }: Fabric): RangeUse[] {
  return [
    ...plan.zones.flatMap(({ name, nodeCidr, gateway }) =>
      valuesOf(nodeCidr).map((range): RangeUse => {
        const own = valuesOf(gateway).find(({ family }) => family === range.family);
        return {
          what: `nodes of zone ${name}`,
          range: `${range}`,
          becomes: `segment ${segmentOf(name)}, gateway ${own}`,
        };
      }),
    ),
    ...(routes.length > 0
      ? routes.map(({ node, share, group }): RangeUse => {
          return {
            what: `pods, share of ${node}`,
            range: `${share}`,
            becomes: `static-route, next-hop-group ${group}`,
          };
        })
      : valuesOf(plan.podCidr).map((range): RangeUse => {
          return {
            what: 'pods, all shares',
            range: `${range}`,
            becomes: 'nothing: the fabric routes to nodes',
          };
        })),
    ...valuesOf(plan.serviceCidr).map((range): RangeUse => {
      return { what: 'Services', range: `${range}`, becomes: 'nothing: translated on the nodes' };
    }),
  ];
}

function files(
  fabric: Fabric,
  { form, controller }: Values,
  notes: readonly string[],
): Record<string, string> {
  const rest = {
    notes,
    base: `https://${controller}:8443/api/v1/data/controller/applications/bcf`,
    headers: { 'Content-Type': 'application/json', Cookie: 'session_cookie=<token>' },
    calls: restCalls(fabric),
  };
  return {
    ...(form !== 'ansible' && { 'rest-calls.json': `${JSON.stringify(rest, null, 2)}\n` }),
    ...(form !== 'rest' && { 'ansible.yaml': yamlFile(notes, ansiblePlay(fabric, controller)) }),
  };
}
