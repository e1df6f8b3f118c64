import { asksForSize, type Reason } from '../../check';
import { type Datapath, type Hop, Network, Predictor } from '../../datapath';
import type { Cause, Example } from '../cause';
import type { Failure, Pattern } from '../diagnosis';
import { commonPlace } from '../places';

/** Small packets pass and large ones do not, or less passes than could. */
export const sizes: Pattern = ({ failures, checks, datapath }) => {
  const explained = (code: Reason['code'], causeOf: (first: Failure, all: Failure[]) => Cause) => {
    const found = failures.filter((failure) => asksForSize(failure) && failure.why?.code === code);
    const [first] = found;
    return first ? [{ cause: causeOf(first, found), failures: found }] : [];
  };
  return [
    ...explained('black-hole', (first, all) => blackHole(first, all.length, datapath)),
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
      place: commonPlace(all, checks),
    })),
  ];
};

function blackHole(first: Failure, pairs: number, datapath: Datapath | undefined): Cause {
  const { observed, required } = first;
  const seen = exampleOf(first);
  const stop = datapath && narrowest(datapath, first);
  if (stop?.decision.step !== 'drop') return { code: 'mtu-black-hole', pairs, seen };
  const { drop } = stop.decision;
  if (drop.code === 'too-big' && drop.silent) return { code: 'mtu-black-hole', pairs, seen, drop };
  const host = datapath?.hosts.find(({ name }) => name === stop.host);
  const silent = host?.filters.find(({ protocol, hook }) => protocol === 'icmp' && hook === 'output');
  if (silent)
    return {
      code: 'frag-needed-suppressed',
      pairs,
      seen,
      drop,
      host: stop.host,
      rule: silent.comment,
    };
  return { code: 'mtu-too-high', pairs, seen, drop, fits: observed?.bytes ?? required.bytes };
}

const exampleOf = ({ from, to, why }: Failure): Example => ({ from, to, why });

/** Where a packet one byte larger than what passes is dropped. */
function narrowest(datapath: Datapath, { from, to, family, observed, predicted }: Failure): Hop | undefined {
  const find = (id: string) => datapath.endpoints.find((endpoint) => endpoint.id === id);
  const [sender, receiver, bytes] = [find(from), find(to), observed?.bytes ?? predicted.bytes];
  if (!sender || !receiver?.address[family] || bytes === undefined) return undefined;
  const predictor = new Predictor(new Network(datapath));
  const { forward } = predictor.predict(sender, receiver, family, 'udp', bytes + 1);
  return forward.drop?.code === 'too-big' ? forward.hops.at(-1) : undefined;
}
