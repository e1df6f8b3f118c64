import { placeText, scopeText } from '../scope/scope-text';
import type { WordsOf } from './cause-words';
import type { PatternCause } from './pattern-cause';
import { counted, reasonOf } from './phrases';

/** The words for each. */
export const patternWords: WordsOf<PatternCause> = {
  'packet-loss': ({ nodePairs, again, place }) => ({
    cause: `Some packets get lost and others of the same kind do not: between ${nodePairs === 1 ? 'the same two nodes' : `${nodePairs} pairs of nodes`} ${
      again
        ? `what failed passes ${again.passed} times of ${again.tries} when it is tried again`
        : 'some exchanges pass and others do not'
    }${placeText(place)}`,
    remedy: '',
  }),
  healed: ({ checks, place }) => ({
    cause: `${counted(checks, 'exchange', 'exchanges')} failed at first, as all of their kind did there, and passed each time when tried again: it has healed meanwhile${placeText(place)}`,
    remedy: 'See the logs of that time: journalctl --kernel; the routing daemon; the CNI and its agents',
  }),
  narrowed: ({ checks, scope, example: { from, to, why }, tunnel, agents, lab }) => ({
    cause: `${counted(checks, 'exchange fails', 'exchanges fail')}; ${scopeText(scope)}${tunnel ? `; what fails goes through a tunnel (${tunnel.port === undefined ? 'protocol 4' : `UDP port ${tunnel.port}`})` : ''}${agents ? `; of the agents (${agents.daemonSet}) ${agents.ready} of ${agents.wanted} are ready` : ''}: ${from} → ${to}: ${reasonOf(why)}`,
    remedy: lab ? `testbed explain --trace ${from} ${to} shows between which two hops it is lost` : '',
  }),
  'not-reported': ({ checks }) => ({
    cause: `The Jobs that were to ask did not report on ${counted(checks, 'check', 'checks')}: nothing is known of the network there`,
    remedy: 'Run again; see the logs of these Jobs',
  }),
};
