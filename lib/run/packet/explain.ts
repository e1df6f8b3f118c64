import type { TestbedSpec } from '../../plan';
import { type FaultChoice, testbedWith } from '../lab/one-fault';
import { complete, type Exchange, type Explained, walked } from './exchange';

/** Bytes of a packet for which the caller names no size. */
export const smallestPacket = 60;

/**
 * Follows a packet and its answer through the computed state, hop by hop.
 * @param fault what to break on purpose first
 * @throws SpecError; RunError where there is no such place, family or fault
 */
export function explainPacket(spec: TestbedSpec, exchange: Exchange, fault?: FaultChoice): Explained {
  return walked(testbedWith(spec, fault), complete(exchange), 'plan', exchange.bytes ?? smallestPacket);
}
