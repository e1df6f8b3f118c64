import { named } from '../../base/lists';
import type { Results, StateReport } from '../../results';
import { counted } from '../style';
import { gapSummary } from './gap-lines';
import { type Explained, explainedOf, stateFacts } from './state-facts';

/** What was read of the machines and what that explains, in sentences without a full stop; empty where nothing was read. */
export interface StateLines {
  /** What was read. */
  readonly read?: string;
  /** What is to be known before one trusts it: what changed meanwhile, what was not read, what is not explained. */
  readonly doubts: readonly StateDoubt[];
}

/** One thing to be known of it, and the words that go before. */
export interface StateDoubt {
  readonly about: 'changes' | 'gaps' | 'failures';
  readonly label: string;
  readonly text: string;
}

/** What every report says of the real state. */
export function stateLines({ state, checks }: Pick<Results, 'state' | 'checks'>): StateLines {
  if (!state) return { doubts: [] };
  return { read: readText(state), doubts: [...changedLine(state), ...gaps(state), ...unexplained(checks)] };
}

function readText(state: StateReport): string {
  const { equal, different, matters, expected } = stateFacts(state);
  const parts = [
    `${counted(equal, 'entry')} as computed`,
    different === 0
      ? 'none differs'
      : `${different.toLocaleString('en-US')} ${different === 1 ? 'differs' : 'differ'}, ${effectText(matters, different)}`,
    ...(expected > 0 ? [`${expected.toLocaleString('en-US')} expected to differ`] : []),
  ];
  return `Read the state of ${counted(state.hosts.length, 'host')}: ${parts.join('; ')}`;
}

/** How many of those that differ are felt. */
function effectText(matters: number, different: number): string {
  if (matters === 0) return "which changes no packet's way";
  if (different === 1) return "which changes packets' ways";
  const which = matters === different ? 'all of them' : `${matters.toLocaleString('en-US')} of them`;
  return `and ${which} ${matters === 1 ? 'changes' : 'change'} packets' ways`;
}

function changedLine({ changed = [] }: StateReport): StateDoubt[] {
  if (changed.length === 0) return [];
  return [
    {
      about: 'changes',
      label: 'Changed while it was read',
      text: `${named(changed)}; what failed may have met another state`,
    },
  ];
}

const gaps = (state: StateReport) =>
  gapSummary(state).map((text) => ({ about: 'gaps', label: 'Not read', text }) as const);

/** Failures that the real state does not explain. */
function unexplained(checks: Results['checks']): StateDoubt[] {
  const said = checks.filter(({ verdict }) => verdict === 'fail').map(explainedOf);
  const count = (wanted: Explained) => said.filter((one) => one === wanted).length;
  const of = (label: string, checksOf: number, text: string) =>
    checksOf > 0
      ? [{ about: 'failures' as const, label, text: `${counted(checksOf, 'failed check')}${text}` }]
      : [];
  return [
    ...of('Not explained', count('passes'), ': the real state lets these packets pass'),
    ...of('Not known', count('unknown'), ': what decides on the way was not read, or is not understood'),
  ];
}
