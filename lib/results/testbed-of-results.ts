import { broken, faults } from '../faults';
import { parseRecordedSpec, SpecError } from '../plan';
import { type Testbed, testbed } from '../testbed';
import type { Results } from './schema';

/** Nodes up to which the state is computed again: it grows with their square. */
const mostNodes = 500;

/**
 * The testbed that results are about, computed from their spec; with the fault that was in it. Undefined where this
 * version cannot: a CNI that it does not know, a spec that it does not take, a cluster too large to draw, or one that gave
 * its nodes and pods other addresses than a plan would.
 */
export function testbedOfResults({ testbed: { spec }, plan, cni, fault }: Results): Testbed | undefined {
  try {
    const input = JSON.parse(JSON.stringify(spec));
    const parsed = parseRecordedSpec({ ...input, cni: cni.name, mode: cni.mode, dataPlane: cni.dataPlane });
    if (parsed.controlPlanes + parsed.workers > mostNodes) return undefined;
    const healthy = testbed(parsed);
    if (addressesOf(healthy.plan) !== addressesOf(plan)) return undefined;
    if (!fault) return healthy;
    const known = faults.find(({ name }) => name === fault.name);
    return known && broken(healthy, known, fault.seed);
  } catch (error) {
    if (error instanceof SpecError) return undefined;
    throw error;
  }
}

function addressesOf({ nodes }: Results['plan']): string {
  return JSON.stringify(
    nodes.map(({ name, address, pods }) => [name, address, pods.map((pod) => pod.address)]),
  );
}
