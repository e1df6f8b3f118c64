import { exec } from '../base/exec';
import { addressPlan, parseSpec } from '../plan';
import { type Measurement, median, ms, timed } from './measure';

/** Plan and proof of many nodes, dual stack, and how the cost grows. */
export async function planBench(): Promise<Measurement[]> {
  const spec = (workers: number) =>
    parseSpec({
      workers: workers - 1,
      ipFamily: 'dual',
      podCidr: '10.0.0.0/8',
      serviceCidr: '172.20.0.0/16',
      zones: [{ name: 'a', nodeCidr: '192.168.0.0/16' }],
    });
  const cost = (nodes: number) => median(5, () => timed(() => addressPlan(spec(nodes))));
  await cost(1000); // the first run compiles
  const [small, large] = [await cost(1250), await cost(5000)];
  const empty = await emptyNode();
  return [
    {
      what: 'plan and proof of 5,000 nodes, dual stack',
      measured: ms(large),
      budget: '≤ 60 ms',
      holds: large <= 60,
      reference: `empty Node process ${ms(empty)}`,
    },
    {
      what: '  growth from 1,250 to 5,000 nodes',
      measured: `× ${(large / small).toFixed(1)}`,
      budget: '≤ × 8 (n² would be × 16)',
      holds: large / small <= 8,
      reference: `1,250 nodes ${ms(small)}`,
    },
  ];
}

/** The least that any command of Node's takes. */
export function emptyNode(): Promise<number> {
  return median(5, () => timed(() => exec(process.execPath, ['-e', '0'])));
}
