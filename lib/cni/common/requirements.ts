import type { Problem, TestbedSpec } from '../../plan';

/** Whose rule it is, and what else works. */
export interface NeighboursOnly {
  /** CNI and mode: the subject of the rule. */
  readonly who: string;
  /** Flags of a mode that tunnels. */
  readonly instead: string;
  /** A flag with which it would work. @default there is none */
  readonly otherwise?: string;
}

/** For modes whose routes name the other node as next hop: the kernel refuses a next hop outside its own subnets. */
export function neighboursOnly({ zones }: TestbedSpec, rule: NeighboursOnly): Problem[] {
  const routed = zones.flatMap(({ layer2 }, i) => (layer2 ? [] : [i]));
  return [
    ...(zones.length > 1 ? [oneSubnet(zones, rule)] : []),
    ...routed.map((i) => segment(zones[i]!, i, rule)),
  ];
}

function oneSubnet(zones: TestbedSpec['zones'], { who, instead, otherwise }: NeighboursOnly): Problem {
  return {
    code: 'cni/one-subnet',
    field: 'zones',
    value: zones.map(({ name, nodeCidr }) => `${name} ${nodeCidr}`).join(', '),
    who,
    rule: 'routes straight to the other nodes, which must be in one subnet',
    remedy: `Use one zone, or a mode that tunnels between zones: --cni ${instead}${known(otherwise)}`,
    restsOn: ['cni', 'mode', 'podRoutes'],
  };
}

function segment(
  { name }: TestbedSpec['zones'][number],
  place: number,
  { who, instead, otherwise }: NeighboursOnly,
): Problem {
  return {
    code: 'cni/no-layer-2',
    field: `zones[${place}].layer2`,
    value: 'false',
    who,
    rule: `routes straight to the other nodes, and those of zone ${name} reach one another by their gateway alone`,
    remedy: `Use a mode that tunnels: --cni ${instead}${known(otherwise)}`,
    restsOn: ['cni', 'mode', 'podRoutes'],
  };
}

const known = (otherwise: string | undefined) =>
  otherwise === undefined ? '' : `; or let the router between them know each node's pods: ${otherwise}`;
