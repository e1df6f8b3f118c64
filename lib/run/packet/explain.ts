import { enterLab } from '../../lab/lab';
import type { TestbedSpec } from '../../plan';
import { testbed } from '../../testbed';
import { checkedLabName } from '../lab/lab-name';
import { type FaultChoice, testbedWith } from '../lab/one-fault';
import { captured } from '../state/captured';
import { capturesIn } from '../state/captures-in';
import { readLab } from '../state/read-lab';
import { complete, type Exchange, type Explained, walked } from './exchange';

/** Bytes of a packet for which the caller names no size. */
export const smallestPacket = 60;

/**
 * Follows a packet and its answer through the computed state, hop by hop.
 * @param fault what to break on purpose first
 * @throws SpecError; RunError where there is no such place, family or fault
 */
export function explainPacket(spec: TestbedSpec, exchange: Exchange, fault?: FaultChoice): Explained {
  const wanted = testbedWith(spec, fault);
  return walked(wanted, complete(exchange, wanted.plan), 'plan', exchange.bytes ?? smallestPacket);
}

/**
 * Follows a packet and its answer through the state that a lab which is up really has.
 * @throws RunError where there is no such place or family, TargetError where no such lab is up
 */
export async function explainInLab(labName: string, exchange: Exchange): Promise<Explained> {
  const lab = enterLab(checkedLabName(labName));
  try {
    const { reading } = await readLab(lab);
    const real = { ...lab.testbed, datapath: reading.real };
    return walked(real, complete(exchange, real.plan), 'lab', exchange.bytes ?? smallestPacket);
  } finally {
    lab.leave();
  }
}

/**
 * Follows a packet and its answer through captured machines that were built from a spec.
 * @param path of the captures: a file, or a folder of them
 * @throws SpecError; RunError where there is no such place or family, or the captures cannot be read
 */
export function explainCaptured(spec: TestbedSpec, path: string, exchange: Exchange): Explained {
  const { testbed: planned, reading } = captured(testbed(spec), capturesIn(path), path);
  const real = { ...planned, datapath: reading.real };
  return walked(real, complete(exchange, real.plan), 'plan', exchange.bytes ?? smallestPacket);
}
