import { measureSteps } from '../../../lib/cluster/job/measure-steps';
import { parseMeasureReport } from '../../../lib/cluster/measure/measure-report';
import { type MeasureServer, serveMeasuring } from '../../../lib/prober/measure';
import type { JobNetwork, JobStep, JobSteps } from '../../../lib/prober/measure/job/steps';
import { endpointAt, ownEndpoint } from '../../../lib/prober/questions/own-place';
import { ownLoopback } from '../../support/loopback';

const address = ownLoopback(1);
const port = 27_941;
let server: MeasureServer;

beforeAll(async () => {
  server = await serveMeasuring(ownEndpoint(endpointAt('node:a', [address]).id, [address]), 'ipv4', port, '');
});

afterAll(() => server.close());

const step = (by: JobNetwork, at = port): JobStep => ({
  by,
  task: { work: 'rtt', family: 'ipv4', address, port: at, amount: 60, warmUp: 5, mostMs: 5000 },
});

const stepsBy = (...by: JobNetwork[]): JobSteps => ({
  ...{ turns: { address, port }, patienceMs: 5000 },
  steps: by.map((network) => step(network)),
});

/** Runs both Jobs at once. Returns what they write: each by itself, and the steps in the order of time. */
async function both(steps: JobSteps, key: string) {
  const logs = { node: '', pod: '' };
  const order: number[] = [];
  const run = (network: JobNetwork) =>
    measureSteps(network, 'a', steps, key, (line) => {
      logs[network] += `${JSON.stringify(line)}\n`;
      if ('step' in line) order.push(line.step);
    });
  await Promise.all([run('pod'), run('node')]);
  return { logs, order };
}

describe('two Jobs', () => {
  test('have their steps one after the other, whoever makes them', async () => {
    const { logs, order } = await both(stepsBy('node', 'pod', 'pod', 'node', 'node', 'pod'), 'a');
    expect(order).toEqual([0, 1, 2, 3, 4, 5]);
    const of = (network: JobNetwork, steps: readonly number[]) =>
      parseMeasureReport(logs[network], { job: 'j', network, node: 'a', steps });
    for (const line of [...of('node', [0, 3, 4]), ...of('pod', [1, 2, 5])])
      expect(line).toMatchObject({ count: 60, cpuMs: { client: expect.any(Number) } });
  });

  test('go on where a measurement fails: that is what it found', async () => {
    const { steps, ...rest } = stepsBy('node', 'pod');
    const { logs } = await both({ ...rest, steps: [step('node', port + 1), steps[1]!] }, 'b');
    const [failed] = parseMeasureReport(logs.node, { job: 'j', network: 'node', node: 'a', steps: [0] });
    expect(failed).toMatchObject({ count: 0, failure: { code: 'system', errno: 'ECONNREFUSED' } });
    expect(logs.pod).toContain('"report":"end"');
  });

  test('of one turn do not wait for those of another', async () => {
    const first = await both(stepsBy('node', 'pod'), 'turn-0');
    const second = await both(stepsBy('node', 'pod'), 'turn-1');
    expect([first.order, second.order]).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });
});

test('a Job whose partner never comes ends', async () => {
  const steps = { ...stepsBy('pod', 'node'), patienceMs: 200 };
  await expect(measureSteps('node', 'a', steps, 'alone', () => {})).rejects.toThrow(
    'no turn 1 of alone in 200 ms',
  );
});
