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
  /** Index of the zone. */
  readonly zone: number;
  /** Which address of the zone's range, likewise negative when counted from the end. */
  readonly host: number;
}

/** Positions of all nodes, control planes first. */
export function nodePositions(spec: TestbedSpec): NodePosition[] {
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
