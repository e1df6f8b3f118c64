/** A line that stands for several pairs: how many of them answer, and what they say together. */
import { largest, smallest } from '../../../base/lists';
import { asksForSize, type CheckResult, kindOf } from '../../../check';
import { medianRoundTripMs } from '../../derived/round-trip';
import { standingOf } from '../../derived/standing';
import { duration } from '../numbers';
import { explainedWords } from './explained-facts';

/** One line of a cell's table: what was checked, required, predicted and observed, the verdict, and what the real state explains. */
export type FactRow = readonly [
  what: string,
  required: string,
  predicted: string,
  observed: string,
  verdict: string,
  explained: string,
];

/** What stands in the place of a prediction where the walk says nothing. */
export const notPredicted = 'not predicted';

/** The line of a group of checks of one kind. */
export function summed(name: string, group: readonly CheckResult[]): FactRow {
  const verdict = standingOf(group);
  if (group.every(asksForSize))
    return [
      name,
      span(group.map(({ required }) => required.bytes)),
      group.every(isUnpredicted) ? notPredicted : span(group.map(({ predicted }) => predicted.bytes)),
      span(group.map(({ observed }) => observed?.bytes)),
      verdict,
      explainedWords(group),
    ];
  return [name, requiredOf(group), predictedOf(group), observedOf(group), verdict, explainedWords(group)];
}

const isUnpredicted = ({ predicted }: CheckResult) => predicted.none === true;
const asksForAddresses = (check: CheckResult) => kindOf(check)?.question === 'addresses';

function requiredOf(group: readonly CheckResult[]): string {
  if (group.every(({ required }) => required.reachable === false)) return 'no answer';
  return `all ${group.length} pairs`;
}

function predictedOf(group: readonly CheckResult[]): string {
  const said = group.filter((check) => !isUnpredicted(check));
  if (said.length === 0) return notPredicted;
  const answered = said.filter(({ predicted }) => predicted.reachable).length;
  const rest = said.length < group.length ? `, ${group.length - said.length} ${notPredicted}` : '';
  return `${answered} of ${said.length} answer${rest}`;
}

function observedOf(group: readonly CheckResult[]): string {
  if (!group.some(({ observed }) => observed)) return '–';
  const count = (holds: (check: CheckResult) => boolean) =>
    `${group.filter(holds).length} of ${group.length}`;
  if (group.every(asksForAddresses)) return `${count(({ verdict }) => verdict === 'pass')} as required`;
  const median = medianRoundTripMs(group);
  const time = median === undefined ? '' : `, median ${duration(median)}`;
  return `${count(({ observed }) => observed?.reachable === true)} answer${time}`;
}

function span(values: readonly (number | undefined)[]): string {
  const known = values.filter((value): value is number => value !== undefined);
  if (known.length === 0) return '–';
  const [least, most] = [smallest(known), largest(known)];
  return least === most ? bytes(least) : `${least} to ${bytes(most)}`;
}

const bytes = (count: number | undefined) => (count === undefined ? '–' : `${count} bytes`);
