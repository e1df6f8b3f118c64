import { checkMatrix, judgePrediction } from '../../lib/check';
import { diagnose } from '../../lib/diagnosis';
import type { TestbedSpecInput } from '../../lib/plan';
import { testbedOf } from '../testbeds';

const causes = (spec: TestbedSpecInput) => {
  const testbed = testbedOf(spec);
  return diagnose(checkMatrix(testbed).map(judgePrediction), { datapath: testbed.datapath }).map(
    ({ code, details }) => [code, details?.passes, details?.inside],
  );
};

test('large packets that vanish on the way out alone are said to do so, with the size that passes', () => {
  expect(causes({ outsideMtu: 1400 })).toEqual([['outside-mtu', 1400, expect.any(Number)]]);
});

test('where the network between the nodes carries no more, it is to blame, and not the way out', () => {
  expect(causes({ outsideMtu: 1500, fabricMtu: 1300 }).map(([code]) => code)).not.toContain('outside-mtu');
});
