/** The predicted way of a packet and its answer, held against what was captured on it. */
import type { Hop, Packet, Prediction, Walk } from '../../datapath';
import type { Observation } from '../../prober';
import type { TracedLoss, TracedPlace, TracedWay } from '../../report';

/** Packets seen, by host: a line each, the link's name first. */
type Captures = ReadonlyMap<string, readonly string[]>;

/**
 * Each link of the way there and back with what was captured on it, and where it was lost.
 * @param receiver the host that the packet is for, which is captured too where it is not to get there
 */
export function tracedWay(
  { forward, back, answeredBy, source }: Prediction,
  captures: Captures,
  observed: Pick<Observation, 'answeredBy' | 'source'>,
  receiver?: string,
): TracedWay {
  const strayed =
    receiver !== undefined && arrivedUnforeseen(forward, captures.get(receiver) ?? [], receiver);
  const there = placesOf(forward.hops, captures);
  const andBack = back && placesOf(back.hops, captures);
  const complete = [...there, ...(andBack ?? [])].every(({ seen, dropped }) => seen || dropped);
  const same =
    observed.answeredBy === answeredBy &&
    (answeredBy === undefined || observed.source === undefined || `${source}` === observed.source);
  return {
    there,
    ...(andBack ? { back: andBack } : {}),
    ...(observed.answeredBy === undefined && !strayed ? { lost: lossIn(there, andBack) } : {}),
    asPredicted: same && complete && !strayed,
  };
}

/** Whether the packet came to a host that it is predicted not even to get to. */
function arrivedUnforeseen({ hops }: Walk, seen: readonly string[], receiver: string): boolean {
  const packet = hops[0]?.packet;
  return (
    packet !== undefined &&
    hops.every(({ host }) => host !== receiver) &&
    seen.some((line) => line.includes(` > ${packet.destination}: `))
  );
}

/** Steps at which a packet is on a link as it is then: a route is looked up before its source is translated. */
const onLink: ReadonlySet<Hop['decision']['step']> = new Set([
  ...(['neighbour', 'cable', 'bridge', 'encapsulate', 'decapsulate', 'fragment'] as const),
]);

/** Each link that the packet crosses, once for every pair of addresses that it has there, and that on which it ends. */
function placesOf(hops: readonly Hop[], captures: Captures): TracedPlace[] {
  const found = new Map<string, TracedPlace>();
  hops.forEach(({ host, link, packet, decision }, i) => {
    const dropped = hops[i + 1]?.decision.step === 'drop';
    if (!link || !(onLink.has(decision.step) || dropped)) return;
    const [source, destination] = [`${packet.source}`, `${packet.destination}`];
    const seen = captures.get(host)?.find((line) => line.startsWith(`${link} `) && isOf(line, packet));
    found.set(`${host} ${link} ${source} ${destination}`, {
      ...{ host, link, source, destination, dropped },
      ...(seen === undefined ? {} : { seen: seen.slice(link.length + 1) }),
    });
  });
  return [...found.values()];
}

const names: Readonly<Record<Packet['protocol'], readonly string[]>> = {
  tcp: ['TCP'],
  udp: ['UDP'],
  icmp: ['ICMP'],
  ipip: ['IP in IP', 'protocol 41'],
};

/** Whether a captured line is of the packet, and not of something else between the same two. */
function isOf(line: string, { source, destination, protocol }: Packet): boolean {
  return names[protocol].some((name) => line.includes(` ${source} > ${destination}: ${name}`));
}

/** Undefined where it was seen on every link of its way, and where the walk knows no way. */
function lossIn(
  there: readonly TracedPlace[],
  back: readonly TracedPlace[] | undefined,
): TracedLoss | undefined {
  const lost = lossOn(there, 'there');
  if (lost || !back) return lost;
  return lossOn(back, 'back');
}

/** Behind the last link that it was seen on; what comes before was passed, whether it was seen there or not. */
function lossOn(places: readonly TracedPlace[], way: TracedLoss['way']): TracedLoss | undefined {
  const last = places.findLastIndex(({ seen }) => seen);
  const before = places[last + 1];
  const after = places[last];
  if (before) return { way, ...(after ? { after } : {}), before };
  return after?.dropped ? { way, after } : undefined;
}
