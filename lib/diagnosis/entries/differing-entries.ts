/** Failures that entries of the real state explain: those come before any pattern. */
import { addTo, groupBy } from '../../base/lists';
import { spread } from '../../base/spread';
import { type Difference, entryTexts, follows, sameText } from '../../state';
import type { EntryCause } from '../causes/entry-cause';
import type { Explanation, Pattern, RealState, Run } from '../diagnosis';
import { type Failure, without } from '../failure';
import { Effects } from './effects';
import { groupMend } from './group-mend';
import { grouped } from './grouped';
import { partOf } from './part-of';

/** Each group of differences that make checks fail, with the checks. */
export const differingEntries: Pattern = (run) => {
  const { state, datapath, failures } = run;
  if (!state || !datapath || state.differences.length === 0) return [];
  const { real, differences } = state;
  const effects = new Effects(datapath, real, differences, run.evidence !== undefined);
  const felt = feltBy(effects, differences, failures);
  const found = grouped([...felt.keys()]).map((group) => explanation(group, felt, run, state));
  return eachOnce(found.sort((a, b) => b.failures.length - a.failures.length));
};

/** Failures that are each walked over the state with each difference; of more, those others are told by their ends. */
const mostWalked = 6_000;

function feltBy(
  effects: Effects,
  all: readonly Difference[],
  failures: readonly Failure[],
): Map<Difference, Failure[]> {
  const felt = new Map<Difference, Failure[]>();
  const walk = (failure: Failure) => {
    for (const difference of rootsIn(effects.causesOf(failure), all)) addTo(felt, difference, failure);
  };
  if (failures.length <= mostWalked) {
    failures.forEach(walk);
    return felt;
  }
  const walked = new Set(spread(failures).slice(0, mostWalked));
  walked.forEach(walk);
  const causes = groupBy(felt.keys(), ({ host }) => host);
  for (const failure of failures) {
    if (walked.has(failure)) continue;
    const near = effects.endsOf(failure).flatMap((host) => causes.get(host) ?? []);
    if (near.length === 0) walk(failure);
    else for (const difference of near) addTo(felt, difference, failure);
  }
  return felt;
}

/** What the kernel took away with another entry is not there by that one's fault. */
function rootsIn(causes: readonly Difference[], all: readonly Difference[]): Set<Difference> {
  return new Set(causes.map((one) => all.find((root) => follows(one, root)) ?? one));
}

/** Each failure is counted by the first that explains it; a cause that others leave nothing to keeps all of its own. */
function eachOnce(explanations: readonly Explanation[]): Explanation[] {
  let taken: Failure[] = [];
  return explanations.map(({ cause, failures }) => {
    const left = without(failures, taken);
    taken = [...taken, ...left];
    return { cause, failures: left.length > 0 ? left : failures };
  });
}

function explanation(
  group: readonly Difference[],
  felt: ReadonlyMap<Difference, readonly Failure[]>,
  run: Run,
  state: RealState,
): Explanation {
  const [first] = group as [Difference];
  const nameOf = namesOf(run);
  const failures = [...new Set(group.flatMap((one) => felt.get(one) ?? []))];
  const { differences } = state;
  const commands = run.datapath ? groupMend({ group, differences, failures, computed: run.datapath }) : [];
  const cause: EntryCause = {
    code: `entry-${first.change}`,
    kind: first.kind,
    part: partOf(first),
    where: [...new Set(group.map(({ host }) => nameOf(host)))],
    entries: distinct(group, nameOf),
    ...(commands.length > 0 && {
      mend: commands.map(({ host, command }) => ({ where: nameOf(host), command })),
    }),
  };
  return { cause, failures };
}

/** Each entry once, with the hosts that have it where not all have. */
function distinct(group: readonly Difference[], nameOf: (host: string) => string): EntryCause['entries'] {
  const hosts = new Set(group.map(({ host }) => host));
  return [...groupBy(group, sameText).values()].map((same) => ({
    key: same[0]!.key,
    ...entryTexts(same[0]!),
    ...(same.length < hosts.size && { at: same.map(({ host }) => nameOf(host)) }),
  }));
}

/** Pods are known by their ids. */
function namesOf({ datapath }: Run): (host: string) => string {
  const pods = new Map(
    datapath?.endpoints.flatMap(({ id, kind, host }) => (kind === 'pod' ? [[host, id] as const] : [])),
  );
  return (host) => pods.get(host) ?? host;
}
