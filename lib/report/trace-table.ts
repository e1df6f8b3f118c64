/** A packet's predicted way beside what was really captured on it. */
import type { Style } from './style';
import { table } from './table';

/** A link of a packet's predicted way. */
export interface TracedPlace {
  readonly host: string;
  readonly link: string;
  readonly source: string;
  readonly destination: string;
  /** Whether the packet is predicted to be dropped there. */
  readonly dropped: boolean;
  /** The packet as it was captured there; absent: it was not. */
  readonly seen?: string;
}

/** Between which two links a packet that is not answered was lost. */
export interface TracedLoss {
  /** The packet itself, or the answer to it. */
  readonly way: 'there' | 'back';
  /** The last link that it was seen on; absent: it was seen on none. */
  readonly after?: TracedPlace;
  /** The next one, on which it was not; absent: it is predicted to be dropped behind the last. */
  readonly before?: TracedPlace;
}

/** The predicted way of a packet and of its answer, as captured. */
export interface TracedWay {
  readonly there: readonly TracedPlace[];
  readonly back?: readonly TracedPlace[];
  /** Absent: somebody answered, or it was seen wherever it was to pass. */
  readonly lost?: TracedLoss;
  /** Whether it went the predicted way, and the predicted endpoint answered or none. */
  readonly asPredicted: boolean;
}

/** Characters of a captured line that are shown. */
const shownLength = 78;

/** The predicted way of a packet beside what was captured on it. */
export function traceTable({ there, back }: TracedWay, style: Style): string {
  const part = (title: string, places: readonly TracedPlace[]) => [
    style.strong(title),
    table(
      ['HOST', 'LINK', 'PREDICTED', 'CAPTURED'].map(style.dim),
      places.map((place) => row(place, style)),
      { width: style.width },
    ),
  ];
  return [
    ...part('There, as predicted and as captured', there),
    ...(back ? ['', ...part('And back', back)] : []),
  ].join('\n');
}

function row({ host, link, source, destination, dropped, seen }: TracedPlace, style: Style): string[] {
  const captured = seen
    ? `${style.good('✓')} ${shortened(seen)}`
    : dropped
      ? style.dim('– dropped here')
      : style.bad('✗ not seen');
  return [host, link, `${source} → ${destination}`, captured];
}

const shortened = (text: string) => (text.length > shownLength ? `${text.slice(0, shownLength - 1)}…` : text);
