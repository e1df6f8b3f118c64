import type { CheckResult } from '../../check';
import type { Failure, Pattern } from '../diagnosis';
import { commonPlace, nodeOf } from '../places';

/** Share of the unforeseen failures' node pairs that must have passes too: chance, and no rule, decides there. */
const mostlyMixed = 0.7;
/** Failures below which chance cannot be told from a rule. */
const enough = 4;

/** The same two nodes fail now and pass then. */
export const packetLoss: Pattern = ({ failures, checks }) => {
  const odd = failures.filter(isUnforeseen);
  if (odd.length < enough) return [];
  const failed = new Set(odd.map(between));
  const passed = new Set(
    checks.filter(({ verdict, id }) => verdict === 'pass' && id !== 'address/unique').map(waysBetween),
  );
  const mixed = [...new Set(odd.map(waysBetween))].filter((way) => passed.has(way)).length;
  if (mixed / new Set(odd.map(waysBetween)).size < mostlyMixed || !scattered(odd, checks)) return [];
  const suspect = commonPlace(odd, checks);
  return [
    {
      code: 'packet-loss',
      cause: `Packets get lost at random: between ${failed.size === 1 ? 'the same two nodes' : `${failed.size} pairs of nodes`} some exchanges pass and others of the same kind do not${suspect ? `; ${suspect}` : ''}`,
      remedy:
        'Look at the error and drop counters of links, queues and conntrack there: ip -s link; nstat; ethtool -S',
      failures: odd,
    },
  ];
};

/** Not by protocol, size or direction: all three kinds of failures have passes beside them between the same endpoints. */
function scattered(odd: readonly Failure[], checks: readonly CheckResult[]): boolean {
  const kinds = new Set(odd.map(({ protocol, id }) => protocol ?? id));
  if (kinds.size < 2) return false;
  const pair = ({ from, to }: CheckResult) => [from, to].sort().join(' ');
  const failing = new Set(odd.map(pair));
  const passing = new Set(checks.filter(({ verdict, protocol }) => protocol && verdict === 'pass').map(pair));
  return [...failing].filter((key) => passing.has(key)).length * 2 > failing.size;
}

function isUnforeseen({ id, predicted, observed }: Failure): boolean {
  if (id === 'mtu/path') return predicted.bytes !== undefined && predicted.bytes !== observed?.bytes;
  return predicted.reachable === true && observed?.reachable === false;
}

const between = ({ from, to }: CheckResult) => [nodeOf(from), nodeOf(to)].sort().join(' ');
/** With their direction: where one direction fails as a whole and the other passes, that is a rule and no chance. */
const waysBetween = ({ from, to, protocol, id }: CheckResult) =>
  `${nodeOf(from)} ${nodeOf(to)} ${protocol ?? id}`;
