import { dropText } from '../../datapath';
import { familyName } from '../../net';
import type { Place } from '../scope/place';
import { placeText } from '../scope/scope-text';
import type { WordsOf } from './cause-words';
import type { Example } from './example';
import { exampleText } from './phrases';
import type { SizeCause } from './size-cause';

/** The words for each. */
export const sizeWords: WordsOf<SizeCause> = {
  'mtu-black-hole': ({ pairs, seen, drop, place, passes, family }) => ({
    cause: `${vanishing(pairs, seen)}${family ? `; only ${familyName(family)}, the other passes larger ones` : ''}${drop ? `. ${dropText(drop)}` : placeText(place)}`,
    remedy: drop
      ? 'Raise the MTU of that link, or have the nodes and pods send smaller packets; no ICMP error reports it to the sender there'
      : `Look for what lets through ${passes === undefined ? 'less' : `${passes} bytes`} there${family ? '' : ' (ip link; a bridge and its ports, the port of a switch, the hypervisor)'}, and raise it; else have everything that sends that way send smaller packets`,
  }),
  'card-mtu': ({ node, link, mtu, others, pairs }) => ({
    cause: `${link ? `${link} of ${node}` : `The card of ${node}`} has MTU ${mtu}, the other nodes' have ${others} (${pairsText(pairs)})`,
    remedy: `Give it what the others have: ip link set dev ${link ?? '(the card)'} mtu ${others}, on ${node}; where it cannot take that, give all nodes ${mtu} and the CNI's agents anew the chance to see it`,
  }),
  'underlay-mtu': ({ mtu, planned, pairs }) => ({
    cause: `All nodes' cards have MTU ${mtu}, and the plan says ${planned} (${pairsText(pairs)})`,
    remedy: `Say what they have (underlayMtu: ${mtu}), or give them ${planned}`,
  }),
  'outside-mtu': ({ pairs, seen, passes, inside }) => ({
    cause: `${vanishing(pairs, seen)}. The way out of the cluster carries ${passes} bytes, the network between the nodes ${inside}, and nobody tells the senders`,
    remedy: `Let routers' ICMP errors in ("fragmentation needed", "packet too big"); where they are lost far away, have the router cut TCP's segments (nft: tcp flags syn tcp option maxseg size set rt mtu), or give pods an MTU of ${passes} (podMtu)`,
  }),
  'frag-needed-suppressed': ({ pairs, seen, drop, host, rule }) => ({
    cause: `${vanishing(pairs, seen)}. ${dropText(drop)}, and the ICMP error about it ("fragmentation needed") is dropped: ${rule}. Path MTU discovery cannot work`,
    remedy: `Let ICMP out of ${host}, and lower the MTU of the pods to what the tunnel leaves`,
  }),
  'mtu-too-high': ({ pairs, seen, drop, fits }) =>
    drop
      ? {
          cause: `${vanishing(pairs, seen)}. ${dropText(drop)}: the pods' MTU leaves no room for the tunnel's headers`,
          remedy: `Lower the pods' MTU (and their bridge's) to ${fits}: the underlay's MTU less the overhead of the encapsulation`,
        }
      : {
          cause: `The MTU leaves no room for the tunnel's headers (${pairsText(pairs)}): ${exampleText(seen)}`,
          remedy: `Lower the MTU of pods and tunnel devices to ${fits}: the underlay's MTU less the overhead of the encapsulation`,
        },
  'mtu-wasteful': ({ pairs, seen, fits, place, bare }) => ({
    cause: `Packets are smaller than they need be (${pairsText(pairs)}): ${exampleText(seen)}${placeText(place)}`,
    remedy: wastefulRemedy(fits, place, bare),
  }),
};

const pairsText = (pairs: number) => `${pairs} pairs and directions`;

function vanishing(pairs: number, seen: Example): string {
  return `Small packets pass and large ones vanish (${pairsText(pairs)}): ${exampleText(seen)}`;
}

/** Others send larger ones, so that it is no setting of the whole cluster. */
const isOnePlace = (place: Place | undefined) =>
  place !== undefined && !['crossing', 'everywhere'].includes(place.code);

function wastefulRemedy(
  fits: number | undefined,
  place: Place | undefined,
  bare: boolean | undefined,
): string {
  if (isOnePlace(place))
    return `A link or a route there is smaller than elsewhere: ip link; ip route get (address of the other end). Raise it to ${fits}`;
  return bare
    ? `The nodes' cards, or what is between them, take less than ${fits}: ip link. Raise it, or say what they take (underlayMtu, fabricMtu)`
    : `Raise the pods' MTU to ${fits} in the CNI's configuration; pods from before a change keep theirs, and with them their bridge, until they are made again`;
}
