/** What the nodes of a list are: a role for each, names that nothing else has, and zones that there are. */
import type { Problem } from '../problem';
import { shown } from '../shown-value';
import type { TestbedSpec } from '../testbed-spec';
import { mostControlPlanes } from '../testbed-spec';
import { givenCounts, givenRole } from './given-node';

/** Names that a lab has for what is between the nodes, and outside of the cluster. */
const takenNames: readonly string[] = ['router', 'outside'];

/** Roles that nobody says, names that are taken, zones that there are not, and counts that are not those of the list. */
export function roleProblems(spec: TestbedSpec): Problem[] {
  return [
    ...spec.nodes.flatMap((node, i) => [
      ...takenName(node.name, i),
      ...duplicateName(spec, i),
      ...(givenRole(node) === undefined ? [noRole(node.name, i)] : []),
      ...unknownZone(spec, i),
    ]),
    ...countProblems(spec),
  ];
}

function takenName(name: string, i: number): Problem[] {
  if (!takenNames.includes(name)) return [];
  return [
    {
      code: 'nodes/taken-name',
      field: `nodes[${i}].name`,
      value: shown(name),
      rule: 'a lab has something else of this name',
      remedy: 'Give the node another name',
    },
  ];
}

/** A spec's own list has been read with it; this is of lists that targets have. */
function duplicateName({ nodes }: TestbedSpec, i: number): Problem[] {
  const name = nodes[i]?.name ?? '';
  const first = nodes.findIndex((node) => node.name === name);
  if (first === i) return [];
  return [
    {
      code: 'duplicate-name',
      field: `nodes[${i}].name`,
      value: shown(name),
      rule: 'another node has this name',
      remedy: 'Give each node a name of its own',
    },
  ];
}

function noRole(name: string, i: number): Problem {
  return {
    code: 'nodes/no-role',
    field: `nodes[${i}].role`,
    value: 'missing',
    rule: `nothing says what ${name} is; names such as control-plane-1 and worker-1 do`,
    remedy: 'Add role: control-plane or role: worker',
  };
}

function unknownZone({ nodes, zones }: TestbedSpec, i: number): Problem[] {
  const zone = nodes[i]?.zone;
  const choices = zones.map(({ name }) => name);
  if (zone === undefined || choices.includes(zone)) return [];
  return [
    {
      code: 'nodes/unknown-zone',
      field: `nodes[${i}].zone`,
      value: shown(zone),
      rule: 'there is no zone of this name',
      remedy: `Choose one of ${choices.join(', ')}, or add it to zones`,
      restsOn: ['zones'],
    },
  ];
}

/** Nodes without a role have their own problem, and would only be counted wrong. */
function countProblems(spec: TestbedSpec): Problem[] {
  const listed = givenCounts(spec.nodes);
  if (!listed || spec.nodes.some((node) => givenRole(node) === undefined)) return [];
  return (['controlPlanes', 'workers'] as const)
    .filter((field) => spec[field] !== listed[field])
    .map((field) => ({
      code: 'nodes/count',
      field,
      value: `${spec[field]}`,
      rule: `the list of nodes has ${listed[field]}`,
      remedy: countRemedy(field, listed[field]),
      restsOn: ['nodes'],
    }));
}

function countRemedy(field: 'controlPlanes' | 'workers', listed: number): string {
  if (field === 'workers') return 'Leave workers out, as the list says it, or correct the list';
  if (listed === 0) return 'Give a node the role control-plane';
  if (listed > mostControlPlanes) return `Give at most ${mostControlPlanes} nodes the role control-plane`;
  return 'Leave controlPlanes out, as the list says it, or correct the list';
}
