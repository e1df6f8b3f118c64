/** What a cell of the matrix shows when it is looked at: for each check required, predicted, observed and explained. */

import { groupBy } from '../../../base/lists';
import { type CheckResult, isDirect, kindOf, predictedText } from '../../../check';
import { roundTripMs } from '../../derived/round-trip';
import { explainedText } from '../../state/explained-text';
import { counted } from '../../style';
import { whyText } from '../../why';
import { duration, grouped } from '../numbers';
import { explainedWords } from './explained-facts';
import type { Cell } from './grid';
import { pathHosts } from './paths';
import type { Part } from './sampling';
import { type FactRow, notPredicted, summed } from './summed-facts';

/** What is shown of a cell that is pointed at. */
export interface CellFacts {
  readonly rows: readonly FactRow[];
  /** How much of it was tried, where that is not all. */
  readonly extent?: string;
  /** Why it fails, or why something was skipped. */
  readonly reason?: string;
  /** Hosts with their links, on the way of one of its packets. */
  readonly path?: readonly string[];
}

/**
 * Rows of a cell that holds several pairs are sums.
 * @param most failing pairs that it names
 */
export function cellFacts(
  { checks, part }: Cell,
  path: readonly string[] | undefined,
  most: number,
): CellFacts {
  const rows = [...groupBy(checks, nameOf)].map(([name, group]) =>
    group.length === 1 ? single(name, group[0]!) : summed(name, group),
  );
  const failed = checks.filter(({ verdict }) => verdict === 'fail');
  const way = failed[0]?.predicted.path;
  return {
    rows,
    extent: part && extentText(part, checks),
    reason: reasonOf(failed, checks, most),
    path: way ? pathHosts(way) : path,
  };
}

function extentText({ tried, possible }: Part, checks: readonly CheckResult[]): string {
  const only = tried === 1 ? checks.find(isDirect) : undefined;
  const which = only ? `: ${only.from} → ${only.to}` : '';
  return `${grouped(tried)} of its ${counted(possible, 'pair')} tried${which}`;
}

/** Why the cell fails, with the pairs that do where it holds several; else why something in it was skipped. */
function reasonOf(
  failed: readonly CheckResult[],
  checks: readonly CheckResult[],
  most: number,
): string | undefined {
  if (failed.length === 0) return skippedText(checks);
  const { from, to } = checks[0]!;
  if (checks.every((check) => check.from === from && check.to === to)) return failureText(failed[0]!);
  const groups = [
    ...groupBy(failed, (check) => `${check.from} → ${check.to}: ${failureText(check)}`).values(),
  ];
  const shown = groups.slice(0, most);
  const more = failed.length - shown.flat().length;
  return [
    ...shown.map(
      (group) =>
        `${group[0]!.from} → ${group[0]!.to}, ${group.map(nameOf).join(' and ')}: ${failureText(group[0]!)}`,
    ),
    ...(more > 0 ? [`… and ${counted(more, 'more failed check')}`] : []),
  ].join('\n');
}

/** As it was seen, as it was predicted, and as the real state explains it. */
function failureText(check: CheckResult): string {
  const reason = whyText(check);
  const expected = check.predicted.why && predictedText(check.predicted.why);
  const explained = explainedText(check);
  return [
    reason,
    ...(expected && expected !== reason ? [`Predicted: ${expected}`] : []),
    ...(explained ? [sentence(explained)] : []),
  ].join('. ');
}

const sentence = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;

/** Why the first of them was skipped. */
function skippedText(checks: readonly CheckResult[]): string | undefined {
  const skipped = checks.find(({ why }) => why !== undefined);
  return skipped && whyText(skipped);
}

function nameOf(check: CheckResult): string {
  const { id, protocol, family } = check;
  const label = kindOf(check)?.facts.label ?? (isDirect(check) && protocol ? undefined : id);
  const what = [label, protocol?.toUpperCase()].filter(Boolean).join(' ');
  return family === 'ipv6' ? `${what} IPv6` : what;
}

function single(name: string, check: CheckResult): FactRow {
  const { observed, verdict } = check;
  const facts = kindOf(check)?.facts;
  if (!facts) return [name, '–', '–', '–', verdict, explainedWords([check])];
  const rttMs = roundTripMs(check);
  const time = rttMs === undefined ? '' : `, ${duration(rttMs)}`;
  return [
    name,
    facts.required(check),
    check.predicted.none ? notPredicted : facts.predicted(check),
    observed ? `${facts.observed(observed)}${time}` : '–',
    verdict,
    explainedWords([check]),
  ];
}
