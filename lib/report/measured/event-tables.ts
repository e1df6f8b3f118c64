/** Events of the control plane and the cost of agents, as tables. */
import {
  type AgentFigure,
  agentFigures,
  type EventFigure,
  eventFigures,
  type Measurements,
} from '../../measure';
import {
  above0Shown,
  atPolicies,
  eventNames,
  isFinding,
  longestShown,
  medianShown,
  msText,
} from './event-words';
import { fixed } from './numbers';
import type { Shown } from './sentence';

/** Cells of a table, with what is wrong. */
export interface PlainRow {
  readonly cells: readonly (string | Shown)[];
  /** The cell that is a finding, by its place. */
  readonly bad?: number;
}

/** A table. */
export interface PlainSheet {
  readonly title: string;
  readonly head: readonly string[];
  readonly rows: readonly PlainRow[];
}

/** Events, and agents, where there are some. */
export function controlPlaneSheets(measurements: Measurements): PlainSheet[] {
  return [eventSheet(measurements), agentSheet(measurements)].filter(({ rows }) => rows.length > 0);
}

/** Single events. */
export function eventSheet(measurements: Measurements): PlainSheet {
  return {
    title: 'Control plane: single events',
    head: ['EVENT', 'SUBJECT', 'MEDIAN', 'LONGEST', 'ABOVE 0', 'OF', 'NO END SEEN', 'EXACT TO'],
    rows: eventFigures(measurements).map((figure) => ({
      cells: [
        eventNames[figure.kind],
        eventSubject(figure),
        medianShown(figure),
        longestShown(figure),
        above0Shown(figure),
        `${figure.ms.length}`,
        `${figure.unseen}`,
        msText(figure.resolutionMs),
      ],
      ...(isFinding(figure) ? { bad: figure.above0 > 0 ? 4 : 6 } : {}),
    })),
  };
}

/** The subject, and how many policies there were. */
export const eventSubject = (figure: EventFigure) => `${figure.subject}${atPolicies(figure)}`;

const moments = { idle: 'idle', bulk: 'during bulk', policies: 'with policies' } as const;

/** What agents take. */
export function agentSheet(measurements: Measurements): PlainSheet {
  return {
    title: 'The CNI’s agents on one node: median of the nodes',
    head: ['SUBJECT', 'AGENT', 'WHILE', 'CORES', 'MEMORY', 'NODES'],
    rows: agentFigures(measurements).map((agent) => ({
      cells: [
        agent.subject,
        agent.agent,
        moments[agent.when],
        shown(agent, 'cores', fixed(agent.cores, 3)),
        shown(agent, 'memory', `${fixed(agent.memoryBytes / 2 ** 20, 1)} MiB`),
        `${agent.nodes}`,
      ],
    })),
  };
}

const shown = ({ subject, agent, when }: AgentFigure, kind: string, text: string): Shown => ({
  text,
  of: [kind, subject, agent, when],
});
