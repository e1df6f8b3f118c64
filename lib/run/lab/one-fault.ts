import { broken, type Fault, faults } from '../../faults';
import { refuse, type TestbedSpec } from '../../plan';
import { type Testbed, testbed } from '../../testbed';
import { RunError, refuseUnlessWhole } from '../run-error';

/** A fault of the catalogue. */
export interface FaultChoice {
  readonly name: string;
  /** Which nodes and pods the fault hits follows from it; a whole number from 0 on. @default 1 */
  readonly seed?: number;
}

/** What a fault hits follows from this number where the caller names none. */
export const defaultSeed = 1;

/** The fault of that name. @throws RunError that lists all names */
export function faultNamed(name: string): Fault {
  const found = faults.find((fault) => fault.name === name);
  if (found) return found;
  throw new RunError({ code: 'unknown-fault', fault: name, known: faults.map((fault) => fault.name) });
}

/**
 * The testbed of a spec, with a fault in it where one is named.
 * @throws SpecError; RunError where the fault is unknown or the testbed has nothing that it could break
 */
export function testbedWith(spec: TestbedSpec, fault?: FaultChoice): Testbed {
  const healthy = testbed(spec);
  if (fault === undefined) return healthy;
  refuseUnlessWhole('seed', fault.seed, 0);
  refuseWithoutIPv4(healthy);
  const wanted = broken(healthy, faultNamed(fault.name), fault.seed ?? defaultSeed);
  if (wanted) return wanted;
  const { cni, choice } = healthy;
  throw new RunError({
    code: 'nothing-to-break',
    fault: fault.name,
    cni: cni.name,
    mode: choice.mode.name,
  });
}

/** Addresses and rules of the catalogue's faults are those of IPv4. @throws SpecError */
export function refuseWithoutIPv4({ plan }: Testbed): void {
  if (plan.families.includes('ipv4')) return;
  refuse([
    {
      code: 'run/faults-in-ipv4',
      field: 'ipFamily',
      value: '"ipv6"',
      rule: 'the faults of the catalogue are made in IPv4',
      remedy: 'Use ipv4, or dual for those of IPv6',
    },
  ]);
}
