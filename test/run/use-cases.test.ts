/** Use cases with typed options: numbers are numbers, and nothing is parsed, printed or exited. */
import { parseSpec } from '../../lib/plan';
import { comparisonTable } from '../../lib/report';
import { explainPacket, planFor, runEveryMode, runFaults, runLab, type Watcher } from '../../lib/run';
import { plain } from '../report/runs';

const predictOnly = true;

describe('a run that measures nothing', () => {
  test('has results, of which the seed decides what is broken', async () => {
    const of = (seed: number) =>
      runLab(parseSpec({ workers: 5 }), { predictOnly, fault: { name: 'route-missing', seed } });
    const [one, same, other] = [await of(4), await of(4), await of(5)];
    expect(one).toMatchObject({ target: 'predicted', fault: { name: 'route-missing', seed: 4 } });
    expect(same.fault).toEqual(one.fault);
    expect(other.fault?.about).not.toBe(one.fault?.about);
  });

  test('tries as many pairs as are asked for', async () => {
    const { summary } = await runLab(parseSpec({}), { predictOnly, sample: 9 });
    expect(summary.coverage.pairs).toEqual({ tried: 9, total: 72 });
  });
});

describe('every mode', () => {
  test('takes the family of the spec, and both where it names none', async () => {
    const familiesOf = async (input: object) => {
      const { runs } = await runEveryMode(
        { input },
        { predictOnly, cni: 'flannel', mode: 'vxlan', zones: 1 },
      );
      return runs.map(({ plan }) => plan.families);
    };
    expect(await familiesOf({})).toEqual([['ipv4', 'ipv6']]);
    expect(await familiesOf({ ipFamily: 'ipv4' })).toEqual([['ipv4']]);
  });

  test('says once what several modes are refused for, behind their names', async () => {
    const comparison = await runEveryMode({ input: { workers: 1 } }, { predictOnly, zones: 2 });
    const reasons = comparison.rows.flatMap(({ outcome, reason }) => (outcome === 'refused' ? reason : []));
    expect(reasons).toHaveLength(4);
    expect(new Set(reasons).size).toBe(1);
    expect(comparisonTable(comparison, plain)).toMatch(
      /flannel host-gw, calico bgp, cilium native, cilium wireguard: routes straight/,
    );
  });

  test('keeps a mode of the spec for its own CNI, and gives a data plane to all', async () => {
    const input = { cni: 'cilium', dataPlane: 'ebpf', workers: 1 };
    const modesOf = async (dataPlane?: string) => {
      const { runs, rows } = await runEveryMode(
        { input },
        { predictOnly, mode: 'vxlan', zones: 1, dataPlane },
      );
      return [runs.map(({ cni }) => `${cni.name} ${cni.dataPlane}`), rows.map(({ outcome }) => outcome)];
    };
    expect(await modesOf()).toEqual([
      ['flannel iptables', 'calico iptables', 'cilium ebpf'],
      ['pass', 'pass', 'pass'],
    ]);
    expect(await modesOf('ebpf')).toEqual([
      ['calico ebpf', 'cilium ebpf'],
      ['refused', 'pass', 'pass'],
    ]);
  });
});

test('faults report their progress one by one, and are found and named', async () => {
  const heard: unknown[] = [];
  const watcher: Watcher = {
    stage: (...words) => heard.push(words),
    done: (steps) => heard.push(steps),
    onInterrupt: () => () => {},
  };
  const only = ['route-missing', 'tunnel-number-mismatch'];
  const { rows, seed, summary } = await runFaults(
    { input: {} },
    { everyMode: true, predictOnly, only, seed: 7, watcher },
  );
  expect(heard).toEqual([['faults', 2], 1, 2]);
  expect(seed).toBe(7);
  expect(rows.map(({ name }) => name)).toEqual(only);
  expect(summary).toMatchObject({ tried: 2, detected: 2, diagnosed: 2 });
});

test('a packet is followed between places that are named in short', () => {
  const { from, to, prediction } = explainPacket(parseSpec({}), { from: 'worker-1/0', to: 'worker-2' });
  expect([from.id, to.id, prediction.reachable]).toEqual(['pod:worker-1/0', 'node:worker-2', true]);
});

test('a plan has a cost where its target has one', () => {
  expect(planFor({ input: { workers: 3 } }).cost).toBeUndefined();
  const { plan, cost } = planFor({ input: { workers: 3 } }, 'aws');
  expect(plan.nodes).toHaveLength(4);
  expect(cost).toContain('US dollars an hour');
});
