import { areGiven, type GivenNode, givenRole } from './given/given-node';
import { givenZone } from './given/given-zone';
import type { NodeRole } from './plan';
import type { TestbedSpec } from './testbed-spec';

/**
 * Where a node stands, counted so that adding a node never moves another one: the first control plane and the workers
 * count upwards from the start of every range, further control planes downwards from its end.
 */
export interface NodePosition {
  readonly name: string;
  readonly role: NodeRole;
  /** Which share of the pod network: 0, 1, 2, … or -1, -2, … counted from the end. */
  readonly share: number;
  /** Index of the zone; -1: none is said. */
  readonly zone: number;
  /** Which address of the zone's range, likewise negative when counted from the end; or the one that it has. */
  readonly host: number | GivenNode;
}

/** Positions of all nodes, control planes first. */
export function nodePositions(spec: TestbedSpec): NodePosition[] {
  return areGiven(spec.nodes) ? givenPositions(spec) : countedPositions(spec);
}

/** In the order of the list: one that is added at its end moves nobody. */
function givenPositions(spec: TestbedSpec): NodePosition[] {
  const of = (wanted: NodeRole, shareOf: (place: number) => number) =>
    spec.nodes
      .filter((node) => (givenRole(node) ?? 'worker') === wanted)
      .map(
        (node, i): NodePosition => ({
          name: node.name,
          role: wanted,
          share: shareOf(i),
          zone: givenZone(spec, node),
          host: node,
        }),
      );
  return [...of('control-plane', (i) => (i === 0 ? 0 : -i)), ...of('worker', (i) => i + 1)];
}

function countedPositions(spec: TestbedSpec): NodePosition[] {
  const zones = spec.zones.length;
  const upwards = (name: string, role: NodeRole, share: number): NodePosition => ({
    name,
    role,
    share,
    zone: share % zones,
    host: spec.firstNodeHost + Math.floor(share / zones),
  });
  const downwards = (number: number): NodePosition => ({
    name: `control-plane-${number + 1}`,
    role: 'control-plane',
    share: -number,
    zone: number % zones,
    host: -2 - Math.floor((number - 1) / zones), // -1 is the broadcast address
  });
  return [
    upwards('control-plane-1', 'control-plane', 0),
    ...Array.from({ length: spec.controlPlanes - 1 }, (_, i) => downwards(i + 1)),
    ...Array.from({ length: spec.workers }, (_, i) => upwards(`worker-${i + 1}`, 'worker', i + 1)),
  ];
}
