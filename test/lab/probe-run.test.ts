import type { Check, Observed } from '../../lib/check';
import type { Lab } from '../../lib/lab/lab';
import { ProbeRun } from '../../lib/lab/probe/probe-run';
import { type Observation, probePort, type ServerLack, type SizeObservation } from '../../lib/prober';
import { reach, size } from '../check/checks';
import { testbedOf } from '../support/labs';

const places = new Map([
  [reach.from, 0],
  [reach.to, 1],
]);
const arrives: Observation = { reachable: true, answeredBy: reach.to };
const lost: Observation = { reachable: false, failure: { code: 'no-answer', afterMs: 750 } };

/** A run whose agent gives these answers in turn, the last one for ever, on a machine whose table is full so many times. */
function runWith(
  answers: (Observation | SizeObservation)[],
  fulls: number[],
  { datapath = { endpoints: [] }, lacks = [] }: { datapath?: object; lacks?: ServerLack[] } = {},
) {
  const observed = new Map<Check, Observed>();
  const progress: number[] = [];
  let [asked, looked] = [0, 0];
  const agent = {
    ask: async ({ probes }: { probes: unknown[] }) => ({
      observations: probes.map(() => answers[Math.min(asked++, answers.length - 1)]),
      durationMs: 1,
      maxRssBytes: 1,
      strays: 0,
    }),
  };
  const run = new ProbeRun(
    { agent, testbed: { datapath } } as unknown as Lab,
    places,
    observed,
    (done) => progress.push(done),
    () => fulls[Math.min(looked++, fulls.length - 1)],
    lacks,
  );
  return { run, observed, progress, asked: () => asked };
}

describe('a run over a lab', () => {
  test('asks once more what failed while the kernel’s table of neighbours was full, and takes that answer', async () => {
    const { run, observed, progress, asked } = runWith([lost, arrives], [0, 7, 7, 7]);
    expect(await run.all([reach], 'udp')).toEqual({ probes: 1, durationMs: 2 });
    expect(observed.get(reach)).toEqual(arrives);
    expect([asked(), progress]).toEqual([2, [1]]);
  });

  test('calls a failure one where it stays when the table is not full any more', async () => {
    const { run, observed, asked } = runWith([lost], [0, 7, 7, 7]);
    await run.all([reach], 'udp');
    expect([observed.get(reach), asked()]).toEqual([lost, 2]);
  });

  test('says that it could not ask where the table stays full, and blames no network', async () => {
    const { run, observed, asked } = runWith([lost], [1, 2, 3, 4, 5, 6]);
    await run.all([reach], 'udp');
    expect(observed.get(reach)?.notAsked).toEqual({ code: 'neighbour-table-full' });
    expect(asked()).toBe(3);
  });

  test('asks no Service that may lead to a server that could not be started', async () => {
    const { datapath } = testbedOf({ services: true });
    const service = datapath.services!.find(({ id }) => id === 'service:cluster-ip')!;
    const check: Check = {
      ...{ id: 'service/cluster-ip', from: reach.from, to: service.id, family: 'ipv4', protocol: 'tcp' },
      ...{ required: { reachable: true, answeredBy: service.endpoints }, predicted: { reachable: true } },
    };
    const [endpoint] = service.endpoints as [string];
    const lack = {
      code: 'no-server',
      endpoint,
      address: '10.244.0.2',
      port: probePort,
      error: 'EADDRINUSE',
    } as const;
    const { run, observed, asked } = runWith([arrives], [0], { datapath, lacks: [{ family: 'ipv4', lack }] });
    await run.all([check], 'tcp');
    expect([observed.get(check)?.notAsked, asked()]).toEqual([lack, 0]);
  });

  test('looks at sizes that differ from the prediction likewise, and leaves the others alone', async () => {
    const other = { ...size, from: 'pod:b/0', to: 'pod:a/0' };
    const small = { bytes: 1400, localLimit: 1400 };
    const right = { bytes: 1450, localLimit: 1450 };
    const { run, observed, asked } = runWith([right, small, right], [0, 7, 7, 7]);
    await run.all([size, other], 'mtu');
    expect([observed.get(size), observed.get(other), asked()]).toEqual([right, right, 3]);
  });

  test('asks nothing twice where the table cannot be seen, or was never full', async () => {
    for (const fulls of [[undefined as unknown as number], [5]]) {
      const { run, observed, asked } = runWith([lost], fulls);
      await run.all([reach], 'tcp');
      expect([observed.get(reach), asked()]).toEqual([lost, 1]);
    }
  });
});
