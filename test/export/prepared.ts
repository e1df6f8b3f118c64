/** Exports of small plans. */
import { fabricExports, type GivenOptions, type PreparedExport, preparedExport } from '../../lib/export';
import { parseSpec, type TestbedSpecInput } from '../../lib/plan';
import { plannedTestbed } from '../../lib/testbed';

/** The plans that every export is shown for. */
export const plans: Readonly<Record<string, TestbedSpecInput>> = {
  'three nodes in one zone': {},
  'four nodes in two zones': {
    workers: 3,
    zones: [
      { name: 'a', nodeCidr: '192.168.1.0/24' },
      { name: 'b', nodeCidr: '192.168.2.0/24' },
    ],
  },
  'both families': { ipFamily: 'dual', workers: 1 },
};

/** The export of that name, of a spec, with options as they are typed. */
export function prepared(
  name: string,
  input: TestbedSpecInput = {},
  given: GivenOptions = {},
): PreparedExport {
  const wanted = fabricExports.find((one) => one.name === name)!;
  return preparedExport(wanted, plannedTestbed(parseSpec(input)), given);
}

/** Codes of what is wrong, each once. */
export function codesOf({ problems }: Pick<PreparedExport, 'problems'>): string[] {
  return [...new Set(problems.map(({ code }) => code))];
}

/** The document with another value at a path with dots between; undefined removes what is there. */
export function changed<D extends object>(document: D, path: string, value: unknown): D {
  const copy = structuredClone(document);
  const keys = path.split('.');
  const last = keys.pop()!;
  const inner = keys.reduce<Record<string, unknown>>(
    (part, key) => part[key] as Record<string, unknown>,
    copy as never,
  );
  if (value === undefined) delete inner[last];
  else inner[last] = value;
  return copy;
}
