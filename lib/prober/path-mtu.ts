import type { Family } from '../net';
import type { Lack } from './failure';
import { notAsked, type Observation, type SizeObservation } from './observation';
import { isTooBig, type Patience, type UdpClient, udpHeaders } from './udp-client';

/** Largest IP packet that a length field can hold. */
const largestPacket = 65_535;

/** Losses here mean "too big", so a lost datagram must be rare: more tries than for mere reachability. */
const quick: Patience = { tries: 3, waitMs: 200 };
/** For ways so long that no answer is that quick. */
const patient: Patience = { tries: 3, waitMs: 750 };

type UdpProbe = Pick<UdpClient, 'probe'>;

/** Whom the largest packet is sent to. */
export interface MtuTarget {
  readonly address: string;
  readonly port: number;
  readonly family: Family;
  /** Endpoint that must answer. */
  readonly id: string;
}

/**
 * The largest packet that arrives uncut, found by trying sizes with "don't fragment" set. `hint` only saves tries: the
 * result is measured, since the hinted size must arrive and the next larger one must not.
 * @param ordinary a client of the same sender that lets the kernel decide whether packets may be cut; where packets
 * vanish it distinguishes a black hole from a link that is smaller than any path MTU that Linux remembers (ip(7): min_pmtu, 552
 * bytes by default), on the way to which the kernel lets its packets be cut. @default none: the latter counts as the former
 */
export async function pathMtu(
  client: UdpProbe,
  target: MtuTarget,
  hint: number,
  ordinary?: () => Promise<UdpProbe>,
): Promise<SizeObservation> {
  try {
    const found = await pathMtuBy(quick, client, target, hint, ordinary);
    if (found.bytes !== undefined) return found;
    const { answeredBy } = asked(
      await client.probe(target.address, target.port, patient, smallestOf(target)),
    );
    return answeredBy === target.id ? await pathMtuBy(patient, client, target, hint, ordinary) : found;
  } catch (error) {
    if (error instanceof NotAsked) return notAsked(error.lack);
    throw error;
  }
}

/** A size that could not be tried: the search has no use for it, as it says nothing of the way. */
class NotAsked extends Error {
  constructor(readonly lack: Lack) {
    super('not asked');
  }
}

/** @throws NotAsked */
function asked(observation: Observation): Observation {
  if (observation.notAsked !== undefined) throw new NotAsked(observation.notAsked);
  return observation;
}

const smallestOf = ({ family }: MtuTarget) => udpHeaders[family] + 12;

async function pathMtuBy(
  patience: Patience,
  client: UdpProbe,
  target: MtuTarget,
  hint: number,
  ordinary?: () => Promise<UdpProbe>,
): Promise<SizeObservation> {
  const smallest = smallestOf(target);
  const outcomes = new Map<number, 'arrived' | 'refused' | 'lost'>();
  const arrives = async (bytes: number) => {
    const answer = asked(await client.probe(target.address, target.port, patience, bytes));
    const arrived = answer.reachable && answer.answeredBy === target.id;
    outcomes.set(bytes, arrived ? 'arrived' : isTooBig(answer) ? 'refused' : 'lost');
    return outcomes.get(bytes) === 'arrived';
  };
  const bytes = await largestThat(arrives, smallest, Math.min(Math.max(hint, smallest), largestPacket));
  if (bytes === undefined) return { failure: { code: 'no-size' } };
  if (outcomes.get(bytes + 1) !== 'lost') return { bytes, localLimit: bytes };
  const leaves = async (size: number) =>
    !isTooBig(asked(await client.probe(target.address, target.port, { tries: 1, waitMs: 1 }, size)));
  const localLimit = (await largestThat(leaves, bytes, bytes + 1)) ?? bytes;
  if (localLimit === bytes || !ordinary) return { bytes, localLimit };
  const { answeredBy } = asked(
    await (await ordinary()).probe(target.address, target.port, patience, bytes + 1),
  );
  return { bytes, localLimit: answeredBy === target.id ? bytes : localLimit };
}

/** The largest number that holds, where all smaller ones hold too: steps away from the hint doubling, then halving. */
export async function largestThat(
  holds: (size: number) => Promise<boolean>,
  smallest: number,
  hint: number,
): Promise<number | undefined> {
  let low = smallest - 1; // holds, or is below all
  let high = largestPacket + 1; // does not hold
  let next = hint;
  for (let step = 1; high - low > 1; step *= 2) {
    if (await holds(next)) {
      low = next;
      next = high > largestPacket ? Math.min(low + step, largestPacket) : Math.floor((low + high) / 2);
    } else {
      high = next;
      next = low < smallest ? Math.max(high - step, smallest) : Math.floor((low + high) / 2);
    }
  }
  return low < smallest ? undefined : low;
}
