/** A packet's predicted way beside what was really captured on it. */
import type { Hop, Prediction } from '../datapath';
import type { Style } from './style';
import { table } from './table';

/** Packets seen, by host: a line each, the link's name first. */
type Captures = ReadonlyMap<string, readonly string[]>;

/** Characters of a captured line that are shown. */
const shownLength = 78;

/** The predicted way of a packet beside what was captured on it. */
export function traceTable({ forward, back }: Prediction, captures: Captures, style: Style): string {
  const part = (title: string, hops: readonly Hop[]) => [
    style.strong(title),
    table(
      ['HOST', 'LINK', 'PREDICTED', 'CAPTURED'].map(style.dim),
      places(hops).map((place) => row(place, captures, style)),
      { width: style.width },
    ),
  ];
  return [
    ...part('There, as predicted and as captured', forward.hops),
    ...(back ? ['', ...part('And back', back.hops)] : []),
  ].join('\n');
}

interface Place {
  readonly host: string;
  readonly link: string;
  readonly source: string;
  readonly destination: string;
  readonly dropped: boolean;
}

/** Each link that the packet crosses, once for every pair of addresses that it has there. */
function places(hops: readonly Hop[]): Place[] {
  const found = new Map<string, Place>();
  hops.forEach(({ host, link, packet, decision }, i) => {
    if (!link || decision.step === 'translate') return;
    const [source, destination] = [`${packet.source}`, `${packet.destination}`];
    const dropped = hops[i + 1]?.decision.step === 'drop';
    found.set(`${host} ${link} ${source} ${destination}`, { host, link, source, destination, dropped });
  });
  return [...found.values()];
}

function row(
  { host, link, source, destination, dropped }: Place,
  captures: Captures,
  style: Style,
): string[] {
  const seen = captures
    .get(host)
    ?.find((line) => line.startsWith(`${link} `) && line.includes(` ${source} > ${destination}: `));
  const captured = seen
    ? `${style.good('✓')} ${shortened(seen.slice(link.length + 1))}`
    : dropped
      ? style.dim('– dropped here')
      : style.bad('✗ not seen');
  return [host, link, `${source} → ${destination}`, captured];
}

const shortened = (text: string) => (text.length > shownLength ? `${text.slice(0, shownLength - 1)}…` : text);
