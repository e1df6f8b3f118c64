/** Small packets pass and large ones do not, or less passes than could. */
import { asksForSize, type Reason } from '../../../check';
import { type Datapath, type Hop, Network, Predictor } from '../../../datapath';
import type { Cause } from '../../causes/cause';
import type { Example } from '../../causes/example';
import type { Explanation, Pattern } from '../../diagnosis';
import type { Failure } from '../../failure';
import { placeOfFailures } from '../../scope/find-place';
import { cardSizes } from './card-sizes';

/** First what the nodes' own packets show, which is no matter of pods; then what the state predicts; then by what is left. */
export const sizes: Pattern = (run) => {
  const own = cardSizes(run);
  const taken = new Set(own.flatMap(({ failures }) => failures.map(({ index }) => index)));
  const left = run.failures.filter((failure) => asksForSize(failure) && !taken.has(failure.index));
  return [...own, ...podSizes(left, run)];
};

function podSizes(failures: readonly Failure[], { checks, datapath }: Parameters<Pattern>[0]): Explanation[] {
  const tried = checks.flatMap((check, index) =>
    asksForSize(check) && check.verdict !== 'skip' ? [{ ...check, index }] : [],
  );
  const explained = (code: Reason['code'], causeOf: (first: Failure, all: readonly Failure[]) => Cause) => {
    const found = failures.filter(({ why }) => why?.code === code);
    const [first] = found;
    return first ? [{ cause: causeOf(first, found), failures: found }] : [];
  };
  const placeOf = (all: readonly Failure[]) => placeOfFailures(all, tried);
  const holes = explained('black-hole', (first, all) => blackHole(first, all, datapath, placeOf(all)));
  const narrow = holes.length > 0 ? follows(failures, holes[0]!) : [];
  if (narrow.length > 0) return [merged(holes[0]!, narrow, placeOf)];
  return [
    ...holes,
    ...explained('outer-fragmented', (first, { length }) => ({
      code: 'mtu-too-high',
      pairs: length,
      seen: exampleOf(first),
      fits: first.required.bytes,
    })),
    ...explained('wasteful', (first, all) => ({
      code: 'mtu-wasteful',
      pairs: all.length,
      seen: exampleOf(first),
      fits: first.required.bytes,
      place: placeOf(all),
    })),
  ];
}

/** Smaller packets than could pass, at the place where larger ones vanish: the same narrow link, seen from its other side. */
function follows(failures: readonly Failure[], { cause, failures: holes }: Explanation): Failure[] {
  if (cause.code !== 'mtu-black-hole' || cause.passes === undefined) return [];
  const ends = new Set(holes.flatMap(({ from, to }) => [from, to]));
  return failures.filter(
    ({ why, from, to, observed }) =>
      why?.code === 'wasteful' && near(observed?.bytes, cause.passes) && (ends.has(from) || ends.has(to)),
  );
}

/** One cause for both sides of a narrow link, at the place of all. */
function merged(
  { cause, failures }: Explanation,
  narrow: readonly Failure[],
  placeOf: (all: readonly Failure[]) => ReturnType<typeof placeOfFailures>,
): Explanation {
  const all = [...failures, ...narrow];
  return { cause: { ...cause, place: placeOf(all) } as Cause, failures: all };
}

/** A link may take a little more than its MTU: the four bytes that a VLAN tag would need. */
const near = (a: number | undefined, b: number | undefined) => Math.abs((a ?? 0) - (b ?? 0)) <= 4;

function blackHole(
  first: Failure,
  all: readonly Failure[],
  datapath: Datapath | undefined,
  place: ReturnType<typeof placeOfFailures>,
): Cause {
  const { observed, predicted, required } = first;
  const [pairs, seen, passes] = [all.length, exampleOf(first), observed?.bytes ?? predicted.bytes];
  const stop = datapath && narrowest(datapath, first);
  if (stop?.decision.step !== 'drop') return { code: 'mtu-black-hole', pairs, seen, place, passes };
  const { drop } = stop.decision;
  if (drop.code === 'too-big' && drop.silent)
    return { code: 'mtu-black-hole', pairs, seen, drop, place, passes };
  const host = datapath?.hosts.find(({ name }) => name === stop.host);
  const silent = host?.filters.find(({ protocol, hook }) => protocol === 'icmp' && hook === 'output');
  if (silent)
    return { code: 'frag-needed-suppressed', pairs, seen, drop, host: stop.host, rule: silent.comment };
  return { code: 'mtu-too-high', pairs, seen, drop, fits: observed?.bytes ?? required.bytes };
}

const exampleOf = ({ from, to, why }: Failure): Example => ({ from, to, why });

/** Where a packet one byte larger than what passes is dropped, if that is what the state predicts. */
function narrowest(datapath: Datapath, { from, to, family, observed, predicted }: Failure): Hop | undefined {
  const find = (id: string) => datapath.endpoints.find((endpoint) => endpoint.id === id);
  const [sender, receiver, bytes] = [find(from), find(to), observed?.bytes ?? predicted.bytes];
  if (!sender || !receiver?.address[family] || bytes === undefined || bytes !== predicted.bytes)
    return undefined;
  const predictor = new Predictor(new Network(datapath));
  const { forward } = predictor.predict(sender, receiver, family, 'udp', bytes + 1);
  return forward.drop?.code === 'too-big' ? forward.hops.at(-1) : undefined;
}
