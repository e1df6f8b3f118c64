/** What events of the control plane are called, and which of them are findings. */
import { type EventFigure, type EventKind, eventFigures, type Measurements } from '../../measure';
import { counted } from '../style';
import { fixed, withInterval } from './numbers';
import { type Sentence, type Shown, say } from './sentence';

/** Names of kinds. */
export const eventNames: Readonly<Record<EventKind, string>> = {
  'first-packet': 'First packet',
  'first-answer': 'First answer',
  'open-at-start': 'Open at start',
  'deaf-at-start': 'Deaf at start',
  'deny-delay': 'Deny delay',
  'allow-delay': 'Allow delay',
  'steady-gap': 'Gap in peace',
  'steady-gap-new': 'Gap of new connections in peace',
  'agent-gap': 'Agent gap',
  'agent-gap-new': 'Agent gap of new connections',
  'cni-ready': 'CNI ready',
  'node-ready': 'Nodes ready',
  'mesh-ready': 'Mesh ready',
};

/** What each is, behind its name. */
export const eventLeads: Readonly<Record<EventKind, string>> = {
  'first-packet': 'from a pod’s creation to the first answer that it gets',
  'first-answer': 'from a pod’s first instruction to the first answer that it gets',
  'open-at-start': 'how long a new pod reaches what a policy forbids it',
  'deaf-at-start': 'how long a new pod does not reach what a policy allows it',
  'deny-delay': 'from the API’s answer to a policy that denies, to the last new connection that gets through',
  'allow-delay':
    'from the API’s answer to a policy that allows, to the first new connection that gets through',
  'steady-gap': 'longest silence of running exchanges while nothing is disturbed',
  'steady-gap-new': 'longest time without a new connection while nothing is disturbed',
  'agent-gap': 'longest silence of running exchanges while the CNI’s agent restarts',
  'agent-gap-new': 'longest time without a new connection while the CNI’s agent restarts',
  'cni-ready': 'from the CNI’s installation to each of its agents being Ready',
  'node-ready': 'from the CNI’s installation to each node being Ready',
  'mesh-ready': 'from the CNI’s installation to the first answer between every two nodes, either way',
};

/** Kubernetes wants isolation from the very first instant: any time in which a pod is open is a finding. */
export const isFindingKind = (kind: EventKind) => kind === 'open-at-start';

/** Whether there is such a time, or one without an end. */
export const isFinding = ({ kind, above0, unseen }: EventFigure) =>
  isFindingKind(kind) && above0 + unseen > 0;

/** Findings in sentences. */
export function eventFindings(measurements: Measurements): Sentence[] {
  return eventFigures(measurements)
    .filter(isFinding)
    .flatMap((figure) => {
      const pods = counted(figure.ms.length + figure.unseen, 'new pod');
      const closed = say`${figure.subject}: ${above0Shown(figure)} of ${pods} reached what a policy forbids${atPolicies(figure)}, for ${longestShown(figure)} at the longest`;
      const open = say`${figure.subject}: ${unseenShown(figure)} of ${pods} reached what a policy forbids${atPolicies(figure)} as long as they tried: it does not hold`;
      return [...(figure.above0 > 0 ? [closed] : []), ...(figure.unseen > 0 ? [open] : [])];
    });
}

/** Behind a name: how many policies were in force. */
export const atPolicies = ({ policies }: EventFigure) =>
  policies > 0 ? ` at ${counted(policies, 'policy')}` : '';

/** Events above 0 ms. */
export const above0Shown = (figure: EventFigure): Shown => ({
  text: `${figure.above0}`,
  of: ['above-0', ...nameOf(figure)],
});

/** Events whose end was not seen. */
export const unseenShown = (figure: EventFigure): Shown => ({
  text: `${figure.unseen}`,
  of: ['unseen', ...nameOf(figure)],
});

/** The longest event. */
export const longestShown = (figure: EventFigure): Shown => ({
  text: figure.longest === undefined ? '–' : msText(figure.longest),
  of: ['longest', ...nameOf(figure)],
});

/** The median, with its interval. */
export function medianShown(figure: EventFigure): Shown {
  const of = ['median', ...nameOf(figure)];
  if (!figure.median) return { text: '–', of };
  const [scale, unit, decimals] = scaleOf(figure.median.value);
  return { text: withInterval(figure.median, (ms) => fixed(ms / scale, decimals), undefined, unit), of };
}

const nameOf = ({ kind, subject, policies }: EventFigure) => [kind, subject, `${policies}`];

/** What milliseconds are divided by, the unit that they have then, and decimals. */
function scaleOf(ms: number): readonly [scale: number, unit: string, decimals: number] {
  if (ms >= 10_000) return [1000, 's', 1];
  return [1, 'ms', ms >= 100 ? 0 : ms >= 10 ? 1 : 2];
}

/** `12.3 ms`, `35.5 s`. */
export function msText(ms: number): string {
  const [scale, unit, decimals] = scaleOf(ms);
  return `${fixed(ms / scale, decimals)} ${unit}`;
}
