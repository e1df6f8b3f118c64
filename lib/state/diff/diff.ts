/** Two states of the same hosts, entry by entry. Knows no CNI: both are data. */
import { groupBy } from '../../base/lists';
import type { Datapath, Host } from '../../datapath';
import type { Difference, Entries, EntryKind } from './difference';
import { diffKinds } from './kinds';
import type { DiffKind } from './kinds/kind';

/** What a comparison found. */
export interface Diff {
  readonly differences: readonly Difference[];
  /** Entries that both states have alike. */
  readonly equal: number;
}

/**
 * Compares the hosts that both states have, in the order of the computed one.
 * @param only names of the hosts that were read; others are assumed to be as computed. @default all
 */
export function diff(computed: Datapath, real: Datapath, only?: ReadonlySet<string>): Diff {
  const hosts = new Map(real.hosts.map((host) => [host.name, host]));
  const found = computed.hosts.flatMap((host) => {
    const twin = hosts.get(host.name);
    return twin && twin !== host && (only?.has(host.name) ?? true) ? [hostDiff(host, twin)] : [];
  });
  return {
    differences: found.flatMap(({ differences }) => differences),
    equal: found.reduce((sum, { equal }) => sum + equal, 0),
  };
}

function hostDiff(computed: Host, real: Host): Diff {
  const found = diffKinds.map((kind) => kindDiff(kind as DiffKind<EntryKind>, computed, real));
  return {
    differences: found.flatMap(({ differences }) => differences),
    equal: found.reduce((sum, { equal }) => sum + equal, 0),
  };
}

type Entry = Entries[EntryKind];

function kindDiff(kind: DiffKind<EntryKind>, computed: Host, real: Host): Diff {
  const [meant, there] = [kind.entries(computed, real), kind.entries(real, computed)];
  const [missing, extra] = kind.ordered
    ? outOfOrder(meant, there, kind.canonical)
    : notIn(meant, there, kind.canonical);
  const others = groupBy(extra, kind.identity);
  const differences: Difference[] = [];
  const say = (change: Difference['change'], computedEntry?: Entry, realEntry?: Entry) => {
    const key = kind.identity((computedEntry ?? realEntry)!);
    const entries = {
      ...(computedEntry && { computed: computedEntry }),
      ...(realEntry && { real: realEntry }),
    };
    const difference = { host: computed.name, kind: kind.kind, change, key, ...entries };
    differences.push(difference as Difference);
  };
  for (const entry of missing) {
    const twin = others.get(kind.identity(entry))?.shift();
    if (twin) say('other', entry, twin);
    else say('missing', entry);
  }
  for (const left of others.values()) for (const entry of left) say('extra', undefined, entry);
  return { differences, equal: meant.length - missing.length };
}

/** The entries that only one of the lists has, as often as it has them more. */
function notIn<E>(a: readonly E[], b: readonly E[], textOf: (entry: E) => string): [E[], E[]] {
  return [lacking(a, b, textOf), lacking(b, a, textOf)];
}

function lacking<E>(list: readonly E[], other: readonly E[], textOf: (entry: E) => string): E[] {
  const counts = new Map<string, number>();
  for (const entry of other) counts.set(textOf(entry), (counts.get(textOf(entry)) ?? 0) + 1);
  return list.filter((entry) => {
    const left = counts.get(textOf(entry)) ?? 0;
    counts.set(textOf(entry), left - 1);
    return left <= 0;
  });
}

/** The entries of either list that are not in the longest list that both have in the same order. */
function outOfOrder<E>(a: readonly E[], b: readonly E[], textOf: (entry: E) => string): [E[], E[]] {
  const [textsA, textsB] = [a.map(textOf), b.map(textOf)];
  const lengths: number[][] = Array.from({ length: a.length + 1 }, () => new Array(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i]![j] =
        textsA[i] === textsB[j]
          ? lengths[i + 1]![j + 1]! + 1
          : Math.max(lengths[i + 1]![j]!, lengths[i]![j + 1]!);
  const [onlyA, onlyB]: [E[], E[]] = [[], []];
  let [i, j] = [0, 0];
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && textsA[i] === textsB[j]) {
      i += 1;
      j += 1;
    } else if (j >= b.length || (i < a.length && lengths[i + 1]![j]! >= lengths[i]![j + 1]!)) {
      onlyA.push(a[i]!);
      i += 1;
    } else {
      onlyB.push(b[j]!);
      j += 1;
    }
  }
  return [onlyA, onlyB];
}
