/** Events of the control plane and the cost of agents, as tables. */
import { type EventFigure, eventFigures, type Measurements } from '../../measure';
import { agentSheet } from './agent-table';
import {
  above0Shown,
  atPolicies,
  eventNames,
  isFinding,
  longestShown,
  medianShown,
  msText,
} from './event-words';
import type { PlainSheet } from './plain-sheet';

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
