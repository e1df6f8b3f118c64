/** A walk as lines: at every step the table and the entry that decided. */
import { dropText, type Hop, type Route, routeWords, ruleName, unknownText, type Walk } from '../datapath';
import type { Style } from './style';

/** What a line is: the host that the packet is on, a step on it, or a step at which something is decided for good. */
export type WalkTone = 'host' | 'step' | 'good' | 'warn' | 'bad';

/** A line of a walk. */
export interface WalkLine {
  /** How far it is moved in: what is inside of a tunnel stands deeper. From 1. */
  readonly depth: number;
  readonly tone: WalkTone;
  /** Without the colour of its tone; asides in it have the style's. */
  readonly text: string;
}

/** Of a packet on its way: a line for each host that it comes to, and one for each step there. */
export function walkLines({ hops }: Walk, style: Pick<Style, 'dim'>): WalkLine[] {
  let host = '';
  return hops.flatMap((hop): WalkLine[] => {
    const moved: WalkLine[] =
      hop.host === host ? [] : [{ depth: hop.depth + 1, tone: 'host', text: hop.host }];
    host = hop.host;
    return [...moved, { depth: hop.depth + 2, tone: toneOf(hop), text: hopWords(hop, style) }];
  });
}

function toneOf({ decision: { step } }: Hop): WalkTone {
  if (step === 'deliver') return 'good';
  if (step === 'drop') return 'bad';
  return step === 'fragment' || step === 'unknown' ? 'warn' : 'step';
}

function hopWords({ decision, packet, link }: Hop, style: Pick<Style, 'dim'>): string {
  switch (decision.step) {
    case 'start':
      return `starts ${packet.bytes} bytes, ${packet.protocol.toUpperCase()}, ${packet.source} → ${packet.destination}`;
    case 'route':
      return `routing table: ${routeText(decision.route)}`;
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
      return `fragmented to fit ${decision.mtu} bytes`;
    case 'forward':
      return `not for this host: forwarded, time to live ${packet.ttl}`;
    case 'deliver':
      return `${packet.destination} is this host's own address: delivered, source ${packet.source}`;
    case 'drop':
      return `dropped (${decision.drop.code}): ${dropText(decision.drop)}`;
    case 'unknown':
      return `not known: ${unknownText(decision.unknown)}`;
  }
}

function translationWords(
  { rule: by, before }: Hop['decision'] & { step: 'translate' },
  packet: Hop['packet'],
  style: Pick<Style, 'dim'>,
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

/** As `ip route` prints it, without who made it: that decides nothing. */
function routeText({ protocol, ...route }: Route): string {
  const { destination } = route;
  const named = (word: string) => (destination.prefix === 0 && word === `${destination}` ? 'default' : word);
  return routeWords(route).map(named).join(' ');
}
