import { type Datapath, type Hop, Network, Predictor } from '../../datapath';
import type { Explanation, Failure, Pattern } from '../diagnosis';
import { commonPlace } from '../places';

/** Small packets pass and large ones do not, or less passes than could. */
export const sizes: Pattern = ({ failures, checks, datapath }) => {
  const kinds: [RegExp, (failures: readonly Failure[]) => Omit<Explanation, 'failures'>][] = [
    [/^black hole/, (large) => blackHole(large, datapath)],
    [/outer packets are cut/, tooHigh],
    [/^wasteful/, (small) => wasteful(small, commonPlace(small, checks))],
  ];
  return kinds.flatMap(([matches, explain]) => {
    const found = failures.filter(({ id, reason }) => id === 'mtu/path' && matches.test(reason ?? ''));
    return found.length === 0 ? [] : [{ ...explain(found), failures: found }];
  });
};

function blackHole(large: readonly Failure[], datapath: Datapath | undefined): Omit<Explanation, 'failures'> {
  const stop = datapath && narrowest(datapath, large[0]!);
  const counted = `Small packets pass and large ones vanish (${large.length} pairs and directions): ${large[0]!.reason}`;
  if (stop?.decision.step !== 'drop')
    return {
      code: 'mtu-black-hole',
      cause: counted,
      remedy:
        'Lower the MTU of pods and tunnel devices to the underlay MTU less the overhead of the encapsulation',
    };
  const { reason } = stop.decision;
  if (reason.includes('without a word'))
    return {
      code: 'mtu-black-hole',
      cause: `${counted}. ${reason}`,
      remedy: `Raise the MTU of that link, or tell the nodes and pods to send smaller packets; nobody tells the sender there`,
    };
  const host = datapath!.hosts.find(({ name }) => name === stop.host)!;
  const silent = host.filters.find(({ protocol, hook }) => protocol === 'icmp' && hook === 'output');
  if (silent)
    return {
      code: 'frag-needed-suppressed',
      cause: `${counted}. ${reason}, and its word about it ("fragmentation needed") is dropped: ${silent.comment}. Path MTU discovery cannot work`,
      remedy: `Let ICMP out of ${host.name}, and lower the MTU of the pods to what the tunnel leaves`,
    };
  return {
    code: 'mtu-too-high',
    cause: `${counted}. ${reason}: the pods' MTU leaves no room for the tunnel's headers`,
    remedy: `Lower the pods' MTU (and their bridge's) to ${large[0]!.observed?.bytes ?? large[0]!.required.bytes}: the underlay's MTU less the overhead of the encapsulation`,
  };
}

/** Where a packet one byte larger than what passes dies. */
function narrowest(datapath: Datapath, { from, to, family, observed, predicted }: Failure): Hop | undefined {
  const find = (id: string) => datapath.endpoints.find((endpoint) => endpoint.id === id);
  const [sender, receiver, bytes] = [find(from), find(to), observed?.bytes ?? predicted.bytes];
  if (!sender || !receiver?.address[family] || bytes === undefined) return undefined;
  const { forward } = new Predictor(new Network(datapath)).predict(
    sender,
    receiver,
    family,
    'udp',
    bytes + 1,
  );
  return forward.code === 'too-big' ? forward.hops.at(-1) : undefined;
}

function tooHigh(large: readonly Failure[]): Omit<Explanation, 'failures'> {
  return {
    code: 'mtu-too-high',
    cause: `The MTU leaves no room for the tunnel's headers (${large.length} pairs and directions): ${large[0]!.reason}`,
    remedy: `Lower the MTU of pods and tunnel devices to ${large[0]!.required.bytes}: the underlay's MTU less the overhead of the encapsulation`,
  };
}

function wasteful(small: readonly Failure[], place: string | undefined): Omit<Explanation, 'failures'> {
  return {
    code: 'mtu-wasteful',
    cause: `Packets are smaller than they need be (${small.length} pairs and directions): ${small[0]!.reason}${place ? `; ${place}` : ''}`,
    remedy: `Raise the pods' MTU to ${small[0]!.required.bytes} in the CNI's configuration; pods from before a change keep theirs, and with them their bridge, until they are made again`,
  };
}
