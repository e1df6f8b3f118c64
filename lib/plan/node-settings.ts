/** What a spec says of single nodes and of their kubelets. */
import { smallest } from '../base/lists';
import { areGiven } from './given/given-node';
import { nodePositions } from './node-position';
import type { Problem } from './problem';
import { shown } from './shown-value';
import type { TestbedSpec } from './testbed-spec';

/** MTU of the nodes' cards by the node's name, in bytes, where the spec says another than the others'. */
export function cardMtus({ nodes }: Pick<TestbedSpec, 'nodes'>): ReadonlyMap<string, number> {
  return new Map(nodes.flatMap(({ name, mtu }) => (mtu === undefined ? [] : [[name, mtu] as const])));
}

/** The smallest MTU of all nodes' cards, in bytes. */
export function smallestCardMtu(spec: TestbedSpec): number {
  return smallest([spec.underlayMtu, ...cardMtus(spec).values()]);
}

/** Nodes that there are not, more pods than a kubelet is allowed, and an MTU between zones that there are not. */
export function nodeSettingsProblems(spec: TestbedSpec): Problem[] {
  return [...unknownNodes(spec), ...tooManyPods(spec), ...noOtherZone(spec)];
}

function unknownNodes(spec: TestbedSpec): Problem[] {
  if (spec.nodes.length === 0 || areGiven(spec.nodes)) return [];
  const choices = nodePositions(spec).map(({ name }) => name);
  const known = new Set(choices);
  return spec.nodes.flatMap(({ name }, i): Problem[] =>
    known.has(name)
      ? []
      : [
          {
            code: 'not-a-choice',
            choices,
            field: `nodes[${i}].name`,
            value: shown(name),
            rule: 'there is no node of this name',
            remedy: `Choose one of ${inShort(choices)}`,
            restsOn: ['controlPlanes', 'workers'],
          },
        ],
  );
}

/** Names that one reads: of many the first and the last. */
function inShort(names: readonly string[]): string {
  return names.length <= 6 ? names.join(', ') : `${names.slice(0, 3).join(', ')} … ${names.at(-1)}`;
}

function tooManyPods({ maxPods, podsPerNode }: TestbedSpec): Problem[] {
  if (maxPods === undefined || podsPerNode <= maxPods) return [];
  return [
    {
      code: 'more-pods-than-allowed',
      field: 'podsPerNode',
      value: `${podsPerNode}`,
      rule: `maxPods allows a node ${maxPods}`,
      remedy: 'Raise maxPods or lower podsPerNode',
      restsOn: ['maxPods'],
    },
  ];
}

function noOtherZone({ interZoneMtu, zones }: TestbedSpec): Problem[] {
  if (interZoneMtu === undefined) return [];
  const layer3 = zones.filter(({ layer2 }) => !layer2).map(({ name }) => name);
  if (zones.length > 1 && layer3.length === 0) return [];
  if (layer3.length > 0)
    return [
      {
        code: 'not-between-zones',
        field: 'interZoneMtu',
        value: `${interZoneMtu}`,
        rule: `what nodes of zone ${layer3.join(', ')} send one another passes the router as well (layer2: false)`,
        remedy: 'Leave it out, or use fabricMtu, which holds in every zone',
        restsOn: ['zones'],
      },
    ];
  return [
    {
      code: 'one-zone',
      field: 'interZoneMtu',
      value: `${interZoneMtu}`,
      rule: 'there is one zone, and nothing between zones',
      remedy: 'Leave it out, add a zone, or use fabricMtu',
      restsOn: ['zones'],
    },
  ];
}
