/** A walk in words: at every step the table and the entry that decided. */
import {
  dropText,
  type Hop,
  type Prediction,
  type Route,
  ruleName,
  unknownText,
  unreachedText,
  type Walk,
} from '../datapath';
import type { Style } from './style';
import { wrapped } from './wrap';

/** What the walk predicts for one packet, for a terminal; it ends with the sentence that says what comes of it. */
export function explanation(
  prediction: Prediction,
  from: string,
  to: string,
  style: Style,
  { marked = true, state = 'computed' }: ExplanationOptions = {},
): string {
  const { forward, back, reachable, unknown } = prediction;
  const mark = unknown ? style.warn('? ') : reachable ? style.good('✓ ') : style.bad('✗ ');
  const text = [
    style.strong(`The packet from ${from} to ${to}`),
    ...walkLines(forward, style),
    ...(back ? ['', style.strong('The answer'), ...walkLines(back, style)] : []),
    '',
    `${marked ? mark : ''}${state === 'real' ? 'By the real state' : 'Predicted'}: ${predictionWords(prediction, to)}`,
  ].join('\n');
  return wrapped(text, style.width);
}

/** How an explanation ends. */
export interface ExplanationOptions {
  /** Whether its last line has a mark: where the packet is really sent too, that decides. @default true */
  readonly marked?: boolean;
  /** Which state the packet was walked through. @default computed */
  readonly state?: 'computed' | 'real';
}

/** What the walk says that comes of a packet, in a sentence. */
export function predictionWords(prediction: Prediction, to: string): string {
  const { reachable, answeredBy, source, mtu, why, unknown } = prediction;
  if (unknown) return `nothing: ${unknownText(unknown)}.`;
  return reachable
    ? `${to} answers, and sees ${source} as the source. Up to ${mtu} bytes pass in one piece.`
    : `${why ? unreachedText(why) : 'no answer'}.${answeredBy ? ` (${answeredBy} answers.)` : ''}`;
}

function walkLines(walk: Walk, style: Style): string[] {
  let host = '';
  return walk.hops.flatMap((hop) => {
    const indent = '  '.repeat(hop.depth + 2);
    const moved = hop.host !== host ? [`${'  '.repeat(hop.depth + 1)}${style.strong(hop.host)}`] : [];
    host = hop.host;
    return [...moved, `${indent}${hopWords(hop, style)}`];
  });
}

function hopWords({ decision, packet, link }: Hop, style: Style): string {
  switch (decision.step) {
    case 'start':
      return `starts ${packet.bytes} bytes, ${packet.protocol.toUpperCase()}, ${packet.source} → ${packet.destination}`;
    case 'route':
      return `routing table: ${routeWords(decision.route)}`;
    case 'neighbour':
      return `neighbour table of ${link}: ${decision.address} is ${decision.mac} ${style.dim(decision.entry === 'permanent' ? '(permanent entry)' : '(asked on the wire)')}`;
    case 'cable':
      return `comes in by ${decision.to}`;
    case 'bridge':
      return `bridge ${decision.bridge}: that address is behind port ${decision.port}`;
    case 'encapsulate':
      return `${decision.entry}; wrapped ${style.dim(`(+${decision.overhead} bytes: ${decision.bytes})`)}`;
    case 'decapsulate':
      return `${link} unwraps it: ${packet.source} → ${packet.destination}, ${packet.bytes} bytes`;
    case 'translate':
      return translationWords(decision, packet, style);
    case 'fragment':
      return style.warn(`fragmented to fit ${decision.mtu} bytes`);
    case 'forward':
      return `not for this host: forwarded, time to live ${packet.ttl}`;
    case 'deliver':
      return style.good(
        `${packet.destination} is this host's own address: delivered, source ${packet.source}`,
      );
    case 'drop':
      return style.bad(`dropped (${decision.drop.code}): ${dropText(decision.drop)}`);
    case 'unknown':
      return style.warn(`not known: ${unknownText(decision.unknown)}`);
  }
}

function translationWords(
  { rule: by, before }: Hop['decision'] & { step: 'translate' },
  packet: Hop['packet'],
  style: Style,
): string {
  const changes = (['source', 'destination'] as const)
    .filter((end) => before[end] !== packet[end])
    .map((end) => `${end} ${before[end]} → ${packet[end]}`)
    .join(', ');
  const [from, to] = [before.port, packet.port];
  const moved = changes || `port ${from ?? '?'} → ${to ?? '?'}`;
  return by
    ? `NAT rule ${style.dim(ruleName(by.rule))}: ${moved}`
    : `answer to a translated packet: ${moved}`;
}

/** A route as `ip route` prints it. */
export function routeWords(route: Route): string {
  return [
    route.type && route.type !== 'unicast' ? route.type : '',
    route.destination.prefix === 0 ? 'default' : `${route.destination}`,
    route.via ? `via ${route.via}` : '',
    route.link ? `dev ${route.link}` : '',
    route.onlink ? 'onlink' : '',
    route.source ? `src ${route.source}` : '',
    route.metric ? `metric ${route.metric}` : '',
    route.mtu ? `mtu ${route.mtu}` : '',
  ]
    .filter(Boolean)
    .join(' ');
}
