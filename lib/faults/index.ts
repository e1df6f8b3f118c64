/** The catalogue of faults: each breaks a datapath in a way that the checks must find and the diagnosis must name. */

import { checkMatrix } from '../check/matrix';
import { judgePrediction } from '../check/verdict';
import { proxyMode, type Testbed } from '../testbed';
import { addressFaults } from './address-faults';
import { cardFaults } from './card-faults';
import type { Fault } from './fault';
import { filterFaults } from './filter-faults';
import { firewallFaults } from './firewall-faults';
import { hostFaults } from './host-faults';
import { linkFaults } from './link-faults';
import { misroutingFaults } from './misrouting-faults';
import { nameFaults } from './name-faults';
import { natFaults } from './nat-faults';
import { routeFaults } from './route-faults';
import { Scene } from './scene';
import { serviceFaults } from './service-faults';
import { sizeFaults } from './size-faults';
import { tunnelFaults } from './tunnel-faults';

export { type ByHand, byHand } from './by-hand';
export type { Fault } from './fault';

/** All faults. */
export const faults: readonly Fault[] = [
  ...tunnelFaults,
  ...routeFaults,
  ...misroutingFaults,
  ...addressFaults,
  ...sizeFaults,
  ...natFaults,
  ...hostFaults,
  ...linkFaults,
  ...cardFaults,
  ...filterFaults,
  ...firewallFaults,
  ...serviceFaults,
  ...nameFaults,
];

/** Whether the walk meets what a fault has edited. Where chance decides, nothing is predicted, and this is assumed. */
export function isFelt(testbed: Testbed, fault: Fault): boolean {
  return (
    fault.random === true || checkMatrix(testbed).some((check) => judgePrediction(check).verdict === 'fail')
  );
}

/** The testbed with a fault in it; undefined where its CNI and mode have nothing that the fault could break. */
export function broken(testbed: Testbed, { name, apply }: Fault, seed: number): Testbed | undefined {
  const found = apply(new Scene(testbed.datapath, testbed.plan, seed, proxyMode(testbed)));
  if (!found) return undefined;
  return {
    ...testbed,
    datapath: found.datapath,
    fault: { name, seed, about: `${found.what}.`, intended: testbed.datapath },
  };
}
