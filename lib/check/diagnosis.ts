/** From the pattern of failed checks to a cause: what a person would look for first, with the evidence for it. */
import type { CheckResult } from './check';

export interface Diagnosis {
  /** A stable name, for programs. */
  readonly code: string;
  readonly cause: string;
  /** Places in the list of checks, at most the first of many. */
  readonly evidence: readonly number[];
  /** How many checks the cause explains. */
  readonly explains: number;
  readonly remedy: string;
}

/** Failed checks with their places in the list. */
export type Failure = CheckResult & { readonly index: number };

/** A pattern: which of the failures it explains, and how. */
export type Pattern = (failures: readonly Failure[], all: readonly CheckResult[]) => Explanation[];

export interface Explanation {
  readonly code: string;
  readonly cause: string;
  readonly remedy: string;
  readonly failures: readonly Failure[];
}

/** Diagnoses of one run at the most; more would bury the likeliest. */
const mostDiagnoses = 5;
const mostEvidence = 20;

/** The likeliest first: patterns in the order of the list, each failure explained once. */
export function diagnose(checks: readonly CheckResult[]): Diagnosis[] {
  let open = checks.flatMap((check, index): Failure[] =>
    check.verdict === 'fail' ? [{ ...check, index }] : [],
  );
  const found: Diagnosis[] = [];
  for (const pattern of patterns)
    for (const { failures, ...words } of pattern(open, checks)) {
      const taken = new Set(failures.map(({ index }) => index));
      open = open.filter(({ index }) => !taken.has(index));
      found.push({ ...words, evidence: [...taken].slice(0, mostEvidence), explains: taken.size });
    }
  return found.slice(0, mostDiagnoses);
}

const duplicateAddress: Pattern = (failures) => {
  const others = ({ observed, predicted }: Failure) => (observed ?? predicted).alsoOn ?? [];
  const twice = failures.filter((failure) => failure.id === 'address/unique' && others(failure).length > 0);
  if (twice.length === 0) return [];
  const owners = new Map(
    twice.map((failure) => [failure.predicted.source!, [failure.from, ...others(failure)].sort()]),
  );
  const ids = new Set([...owners.values()].flat());
  const explained = failures.filter(({ id, from, to }) =>
    id === 'address/unique' ? ids.has(from) : id !== 'mtu/path' && (ids.has(from) || ids.has(to)),
  );
  const shown = [...owners].slice(0, 3).map(([address, who]) => `${address} is on ${who.join(' and ')}`);
  const more = owners.size > 3 ? `, and ${owners.size - 3} more addresses are used twice` : '';
  const [address] = owners.keys();
  return [
    {
      code: 'duplicate-address',
      cause: `${shown.join('; ')}${more}. Each node takes the range for its own: its route to ${address} leads onto its own bridge, so a packet for ${address} never leaves its node, and only the pod on the sender's side of the network can get it`,
      remedy:
        'Give every node a range of its own and routes to the others: that is what a CNI does (--cni flannel)',
      failures: explained,
    },
  ];
};

/** Failures that the walk foresaw, by where and why the packet dies. */
const foreseen: Pattern = (failures) =>
  grouped(
    failures.filter(
      ({ id, predicted }) =>
        id !== 'mtu/path' && predicted.reachable === false && predicted.reason !== undefined,
    ),
    ({ predicted }) => predicted.reason!.replace(/\d+\.\d+\.\d+\.\d+|[0-9a-f]*::?[0-9a-f:]+/g, '…'),
  ).map((group) => ({
    code: 'as-predicted',
    cause: `As the computed state says: ${group[0]!.predicted.reason}`,
    remedy: `testbed explain ${group[0]!.from} ${group[0]!.to} shows the way of the packet and the entry that decides`,
    failures: group,
  }));

const blackHole: Pattern = (failures) => {
  const large = failures.filter(({ id, reason }) => id === 'mtu/path' && reason?.startsWith('black hole'));
  return large.length === 0
    ? []
    : [
        {
          code: 'mtu-black-hole',
          cause: `Small packets pass and large ones vanish (${large.length} pairs and directions): ${large[0]!.reason}`,
          remedy:
            'Lower the MTU of pods and tunnel devices to the underlay MTU less the overhead of the encapsulation',
          failures: large,
        },
      ];
};

const translated: Pattern = (failures) => {
  const seen = failures.filter(({ reason }) => reason?.includes('was translated'));
  return seen.length === 0
    ? []
    : [
        {
          code: 'source-translated',
          cause: `Receivers see another source address than the sender's: ${seen[0]!.from} → ${seen[0]!.to}: ${seen[0]!.reason}`,
          remedy:
            'Exempt traffic inside the pod network from masquerading (the first RETURN rules of the chain)',
          failures: seen,
        },
      ];
};

/** The state on the machine is not the computed one: one endpoint or node stands out, or one direction. */
const stateDiffers: Pattern = (failures, all) => {
  const odd = failures.filter(({ id, predicted }) => id !== 'mtu/path' && predicted.reachable === true);
  if (odd.length === 0) return [];
  const suspect = commonPlace(odd, all);
  return [
    {
      code: 'state-differs',
      cause: `${odd.length === 1 ? '1 check fails' : `${odd.length} checks fail`} that the computed state lets pass, so the machine's state is another one${suspect ? `; ${suspect}` : ''}`,
      remedy:
        'Look at routes, neighbours and forwarding entries there: testbed exec NODE -- ip route; ip neigh; bridge fdb',
      failures: odd,
    },
  ];
};

const patterns: readonly Pattern[] = [duplicateAddress, blackHole, translated, foreseen, stateDiffers];

/** What all failures have in common, where they have something in common that passes nowhere. */
function commonPlace(failures: readonly Failure[], all: readonly CheckResult[]): string | undefined {
  const nodeOf = (endpoint: string) => endpoint.replace(/^\w+:/, '').split('/')[0]!;
  const same = (side: 'from' | 'to') => new Set(failures.map((failure) => nodeOf(failure[side])));
  const [sources, targets] = [same('from'), same('to')];
  if (sources.size === 1 && targets.size === 1)
    return `all of them go from ${[...sources]} to ${[...targets]}`;
  if (sources.size === 1) return `all of them start at ${[...sources]}`;
  if (targets.size === 1) return `all of them go to ${[...targets]}`;
  const shared = [...sources, ...targets].find((node) =>
    failures.every(({ from, to }) => nodeOf(from) === node || nodeOf(to) === node),
  );
  if (shared) return `all of them have ${shared} at one end`;
  const crossing =
    failures.every(({ from, to }) => nodeOf(from) !== nodeOf(to)) &&
    all.some(({ id, verdict }) => id.endsWith('/same-node') && verdict === 'pass');
  return crossing
    ? 'all of them go between nodes, while what stays on its node passes: look at the tunnel or the routes between nodes'
    : undefined;
}

function grouped(failures: readonly Failure[], keyOf: (failure: Failure) => string): Failure[][] {
  const groups = new Map<string, Failure[]>();
  for (const failure of failures)
    groups.set(keyOf(failure), [...(groups.get(keyOf(failure)) ?? []), failure]);
  return [...groups.values()].sort((a, b) => b.length - a.length);
}
