import { byHand } from '../../faults';
import { remediesOf } from '../lab/by-hand';
import { testbedWith } from '../lab/one-fault';
import { predictLab } from '../lab/predict-lab';
import { explainPacket } from '../packet/explain';
import type { Bench } from './bench';
import { connectedModes } from './connected-modes';

/** Builds nothing: packets are walked over the computed state. */
export const walkBench: Bench = {
  test: async (spec) => predictLab(testbedWith(spec)),
  async mend(spec, fault) {
    const wanted = testbedWith(spec, fault);
    const results = predictLab(wanted);
    return { broken: byHand(wanted)?.commands ?? [], results, remedies: remediesOf(results) };
  },
  everyMode: (spec) => connectedModes(spec, { predictOnly: true }),
  follow: async (spec, exchange) => explainPacket(spec, exchange),
};
