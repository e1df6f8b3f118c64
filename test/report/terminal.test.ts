import { type Check, reasonText } from '../../lib/check';
import { terminalReport } from '../../lib/report';
import { conflict } from '../testbeds';
import { plain, run } from './runs';

describe('the report on a terminal', () => {
  test('of three nodes where everything holds', () => {
    expect(terminalReport(run(), plain)).toMatchSnapshot();
  });

  test('of the source document: two nodes without a CNI', () => {
    expect(terminalReport(run(conflict), plain)).toMatchSnapshot();
  });

  test('names a check that was skipped by its reason, once for all pairs', () => {
    const report = terminalReport(run(conflict), plain);
    expect(report.match(/Skipped .*/g)!.filter((line) => line.includes('mtu/path'))).toHaveLength(
      new Set(
        run(conflict)
          .checks.filter(({ id, verdict }) => id === 'mtu/path' && verdict === 'skip')
          .map(({ why }) => why && reasonText(why)),
      ).size,
    );
  });

  test('says where reality differs from the walk', () => {
    const one = run(
      {},
      ({ from, to, protocol }) => `${from} ${to} ${protocol}` === 'node:worker-1 node:worker-2 tcp',
    );
    expect(terminalReport(one, plain)).toMatch(/Prediction: 1 of [\d,]+ outcomes differ/);
  });

  test('of a single node without pods has no matrix, and does not break', () => {
    const report = terminalReport(run({ workers: 0, podsPerNode: 0 }), plain);
    expect(report).not.toContain('Reachability');
    expect(report).toContain('PASS');
  });

  test('never says PASS where a check fails', () => {
    const one = run(
      {},
      ({ from, to, protocol }) => `${from} ${to} ${protocol}` === 'node:worker-1 node:worker-2 udp',
    );
    expect(terminalReport(one, plain)).toMatch(/^FAIL .*, 1 failed, /m);
    expect(terminalReport(one, plain)).not.toContain('PASS');
  });
});

describe('the reachability matrix', () => {
  const matrix = (input: object, picked?: (check: Check) => boolean) =>
    /Reachability[\s\S]*?\n\n/.exec(terminalReport(run(input, picked), plain))![0];

  test('has a row for each node where there are more than 30 endpoints', () => {
    const rows = matrix({ workers: 10 })
      .split('\n')
      .filter((line) => /^ {2}(control-plane|worker)/.test(line));
    expect(rows).toHaveLength(11);
    expect(rows[3]).toMatch(/^ {2}worker-3 +4 ( {2}✓){11}/);
  });

  test('shows the worst of what a cell stands for', () => {
    const text = matrix(
      { workers: 10 },
      ({ from, to, protocol }) => from === 'pod:worker-3/1' && to === 'pod:worker-4/0' && protocol === 'udp',
    );
    expect(text.match(/✗/g)).toHaveLength(2); // the cell and the legend
    expect(text).toMatch(/^ {2}worker-3 .*✗/m);
  });

  test('marks pairs of which only large packets fail', () => {
    const text = matrix({}, ({ id, from }) => id === 'mtu/path' && from === 'node:worker-1');
    expect(text).not.toContain('✗');
  });

  test('names only the rows that fail where there are more than 40 nodes', () => {
    expect(matrix({ workers: 44, podsPerNode: 0 })).toContain(
      'of 45 nodes, none fails towards a node that was tried',
    );
    const failing = matrix(
      { workers: 44, podsPerNode: 0 },
      ({ from, to }) => from === 'node:worker-7' && to !== 'node:worker-8',
    );
    expect(failing).toContain('✗ worker-7 fails towards 43 of 45 nodes');
    expect(failing.match(/fails towards/g)).toHaveLength(1);
  });

  test('counts nodes alone, and names what else is not reached', () => {
    expect(matrix({ workers: 44, podsPerNode: 1 })).toContain('of 45 nodes, none fails');
    const failing = matrix(
      { workers: 44, podsPerNode: 1 },
      ({ from, to }) => from === 'pod:worker-7/0' && ['outside', 'node:worker-8'].includes(to),
    );
    expect(failing).toContain('✗ worker-7 fails towards 1 of 45 nodes and outside');
  });

  test('names twenty failing rows and counts the others', () => {
    const text = matrix({ workers: 44, podsPerNode: 0 }, ({ to }) => to === 'node:worker-1');
    expect(text.match(/fails towards/g)).toHaveLength(20);
    expect(text).toContain('… and 24 more nodes');
  });
});
