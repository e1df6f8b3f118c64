/** Nodes that a target's part of a spec lists beside what it needs of them, such as machines with the addresses that they have. */

import { completed, type Said } from '../completed';
import type { Problem } from '../problem';
import type { TestbedSpec } from '../testbed-spec';
import type { GivenNode } from './given-node';

/** Such a list. */
export interface NodeList {
  /** The field that holds it, such as `machines.hosts`. */
  readonly field: string;
  /** Its entries, in their order. */
  readonly nodes: readonly GivenNode[];
  /** What it calls their addresses. */
  readonly names: Readonly<Record<'address' | 'addressIPv6', string>>;
}

/** A spec whose own list of nodes says what the target's list says. */
export interface WithList<S extends TestbedSpec> {
  readonly spec: S;
  /** What the two lists do not agree on. */
  readonly problems: readonly Problem[];
  /** A problem of the spec's list, by the field that its user wrote. */
  asWritten(problem: Problem): Problem;
}

/** Takes the target's list into the spec's own, in the order of the former. @param said fields that the spec's user wrote */
export function withList<S extends TestbedSpec>(spec: S, list: NodeList, said: Said): WithList<S> {
  const own = new Map(spec.nodes.map((node, i) => [node.name, { node, i }]));
  const listed = new Set(list.nodes.map(({ name }) => name));
  const nodes = [
    ...list.nodes.map((node) => ({ ...own.get(node.name)?.node, ...saidOf(node) })),
    ...spec.nodes.filter(({ name }) => !listed.has(name)),
  ];
  return {
    spec: completed({ ...spec, nodes }, said),
    problems: list.nodes.flatMap((node, i) => contradictions(node, own.get(node.name), { list, i })),
    asWritten: (problem) => ({ ...problem, field: fieldAsWritten(problem.field, list, spec.nodes, nodes) }),
  };
}

interface Own {
  readonly node: TestbedSpec['nodes'][number];
  /** Its place in the spec's own list. */
  readonly i: number;
}

const bothSay = ['role', 'zone', 'address', 'addressIPv6'] as const;

function saidOf(node: GivenNode): GivenNode {
  const { name } = node;
  return Object.assign(
    { name },
    ...bothSay.map((field) => node[field] !== undefined && { [field]: node[field] }),
  );
}

function contradictions(node: GivenNode, own: Own | undefined, at: { list: NodeList; i: number }): Problem[] {
  return bothSay.flatMap((field): Problem[] => {
    const [here, there] = [node[field], own?.node[field]];
    if (own === undefined || here === undefined || there === undefined || `${here}` === `${there}`) return [];
    return [
      {
        code: 'nodes/contradiction',
        field: entryField(at.list, at.i, field),
        value: `"${here}"`,
        rule: `nodes[${own.i}].${field} says ${there} of ${node.name}`,
        remedy: 'Say it in one of the two lists, or the same in both',
      },
    ];
  });
}

const entryField = ({ field, names }: NodeList, i: number, of: string) =>
  `${field}[${i}].${of === 'address' || of === 'addressIPv6' ? names[of] : of}`;

/** `machines.hosts[0].nodeAddress` for `nodes[0].address`, where the target's list says it. */
function fieldAsWritten(
  field: string,
  list: NodeList,
  own: readonly GivenNode[],
  all: readonly GivenNode[],
): string {
  const [, digits, of = ''] = /^nodes\[(\d+)\]\.(\w+)$/.exec(field) ?? [];
  if (digits === undefined) return field;
  const place = Number(digits);
  const ownPlace = own.findIndex(({ name }) => name === all[place]?.name);
  const inOwn = ownPlace >= 0 && Object.hasOwn(own[ownPlace] ?? {}, of);
  const listed = list.nodes[place];
  const inList = listed !== undefined && (!inOwn || Reflect.get(listed, of) !== undefined);
  return inList ? entryField(list, place, of) : `nodes[${ownPlace}].${of}`;
}
