/** What the CNI's agents take: side by side at rest, during bulk, and with policies. */
import { groupBy } from '../../base/lists';
import { type AgentFigure, agentFigures, agentMoments, type Measurements } from '../../measure';
import { fixed } from './numbers';
import type { PlainRow, PlainSheet } from './plain-sheet';
import type { Shown } from './sentence';

type Moment = AgentFigure['when'];

const moments: Readonly<Record<Moment, string>> = {
  idle: 'IDLE',
  bulk: 'DURING BULK',
  policies: 'WITH POLICIES',
};

/** A row for each agent, with a column for each moment at which one was read. */
export function agentSheet(measurements: Measurements): PlainSheet {
  const all = agentFigures(measurements);
  const read = agentMoments.filter((moment) => all.some(({ when }) => when === moment));
  return {
    title: 'The CNI’s agents on one node: median of the nodes',
    head: [
      ...['SUBJECT', 'AGENT'],
      ...read.map((when) => `CORES, ${moments[when]}`),
      ...read.map((when) => `MEMORY, ${moments[when]}`),
      'NODES',
    ],
    rows: [...groupBy(all, ({ subject, agent }) => `${subject} ${agent}`).values()].map((own) =>
      rowOf(own, read),
    ),
  };
}

function rowOf(own: readonly AgentFigure[], read: readonly Moment[]): PlainRow {
  const { subject, agent } = own[0]!;
  const at = (show: (figure: AgentFigure) => Shown) =>
    read.map((moment) => {
      const figure = own.find(({ when }) => when === moment);
      return figure ? show(figure) : 'not read';
    });
  return {
    cells: [
      ...[subject, agent],
      ...at((one) => shown(one, 'cores', fixed(one.cores, 3))),
      ...at((one) => shown(one, 'memory', `${fixed(one.memoryBytes / 2 ** 20, 1)} MiB`)),
      [...new Set(own.map(({ nodes }) => nodes))].join(', '),
    ],
  };
}

const shown = ({ subject, agent, when }: AgentFigure, kind: string, text: string): Shown => ({
  text,
  of: [kind, subject, agent, when],
});
