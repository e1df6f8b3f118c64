/** Conditions that should be the same: of the nodes of a subject, and of all subjects. */
import type { Guard } from '../file/guard';
import type { Measurable, MeasurableNode } from './measurable';

type Condition = readonly [name: string, of: (node: MeasurableNode) => string | undefined];

/** Without these being the same, machines are compared and not CNIs. */
const machines: readonly Condition[] = [
  ['kernel', ({ kernel }) => kernel],
  ['instance type', ({ instanceType }) => instanceType],
  ['placement', placementOf],
];

/** What a CNI or a setting of the cluster may well be the reason of: a difference is worth knowing. */
const settings: readonly Condition[] = [
  ['processors', ({ processors }) => processors],
  ['pod MTU', ({ podMtu }) => podMtu?.toString()],
  ['node MTU', ({ nodeMtu }) => nodeMtu?.toString()],
  ['congestion control', ({ congestionControl }) => congestionControl],
  ['container runtime', ({ containerRuntime }) => containerRuntime],
];

/** Which group it is does not matter: each cluster has one of its own. */
function placementOf({ placementGroup }: MeasurableNode): string | undefined {
  if (placementGroup === undefined) return undefined;
  return placementGroup === '' ? 'in no group' : 'in a group';
}

/** What differs between the machines themselves. */
export const machineGuards = (subjects: readonly Measurable[]): Guard[] =>
  machines.flatMap((condition) => differences('unequal', condition, subjects));

/** What differs otherwise. */
export const settingGuards = (subjects: readonly Measurable[]): Guard[] =>
  settings.flatMap((condition) => differences('unlike', condition, subjects));

/** One guard for each subject whose nodes differ, by node; and one by subject where subjects differ. */
function differences(
  code: 'unequal' | 'unlike',
  [condition, of]: Condition,
  subjects: readonly Measurable[],
): Guard[] {
  const known = subjects.map(({ id, nodes }) => ({
    id,
    values: nodes.flatMap((node) => {
      const value = of(node);
      return value === undefined ? [] : [[node.name, value] as const];
    }),
  }));
  const within = known.filter(({ values }) => distinct(values).length > 1);
  const bySubject = known
    .filter(({ values }) => values.length > 0)
    .map(({ id, values }) => [id, distinct(values).join(', ')] as const);
  return [
    ...within.map(({ values }): Guard => ({ code, condition, values: Object.fromEntries(values) })),
    ...(distinct(bySubject).length > 1
      ? [{ code, condition, values: Object.fromEntries(bySubject) } satisfies Guard]
      : []),
  ];
}

const distinct = (values: readonly (readonly [string, string])[]) =>
  [...new Set(values.map(([, value]) => value))].sort();
