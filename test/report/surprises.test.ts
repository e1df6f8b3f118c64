/** Checks that pass and were predicted otherwise are named, one by one, in every report. */
import { judge } from '../../lib/check';
import { junitReport, markdownReport, terminalReport } from '../../lib/report';
import { surprises } from '../../lib/report/derived/surprises';
import type { Results } from '../../lib/results';
import { predictedResults, testbedOf } from '../testbeds';
import { asPredicted } from './as-predicted';
import { htmlReport } from './built-report';
import { plain, run } from './runs';
import { elementsOf } from './xml';

/** A run in which nodes reach pods by another source than is predicted, which is allowed. */
function surprised(most: number): Results {
  let count = 0;
  return predictedResults(testbedOf(), (checks) =>
    checks.map((check) => {
      const seen = asPredicted(check);
      const other = check.id === 'node-to-pod/cross-node' && count++ < most;
      return other
        ? judge({ ...check, required: { reachable: true } }, { ...seen, source: nodeAddress(check.from) })
        : judge(check, seen);
    }),
  );
}

const nodeAddress = (from: string) =>
  testbedOf()
    .plan.nodes.find(({ name }) => from === `node:${name}`)!
    .address.ipv4!.toString();

const pairs = (results: Results) => surprises(results.checks).map(({ pair }) => pair);

describe('passes that were predicted otherwise', () => {
  const two = surprised(2);

  test('are found with what was predicted and what was observed', () => {
    expect(two.summary).toMatchObject({ mispredicted: 2, fail: 0 });
    expect(surprises(two.checks)).toMatchObject([
      {
        pair: 'node:control-plane-1 → pod:worker-1/0 TCP',
        predicted: 'source 10.244.0.0',
        observed: 'source 192.168.1.10',
      },
      { pair: 'node:control-plane-1 → pod:worker-1/0 UDP' },
    ]);
  });

  test('are none where all came as predicted, and none of those that fail', () => {
    expect(surprises(run().checks)).toEqual([]);
    expect(surprises(run({}, ({ id }) => id === 'node-to-node/cross-node').checks)).toEqual([]);
  });

  test('of an address that was to be shared say what was to follow', () => {
    const [first] = run().checks.filter(({ id }) => id === 'address/unique');
    const check = { ...first!, predicted: { ...first!.predicted, alsoOn: ['pod:worker-9/0'] } };
    const [found] = surprises([judge(check, asPredicted(first!))]);
    expect(found!.predicted).not.toBe(found!.observed);
    expect(found!.predicted).toContain('pod:worker-9/0');
  });

  test('stand in every report', () => {
    for (const text of [terminalReport(two, plain), markdownReport(two), htmlReport(two)])
      for (const part of [...pairs(two), '10.244.0.0', '192.168.1.10']) expect(text).toContain(part);
  });

  test('are at most some, and the others are counted', () => {
    const many = surprised(24);
    const listed = (text: string) => pairs(many).filter((pair) => text.includes(pair)).length;
    expect(listed(terminalReport(many, plain))).toBe(5);
    expect(terminalReport(many, plain)).toContain('… and 19 more');
    expect(listed(markdownReport(many))).toBe(20);
    expect(markdownReport(many)).toContain('… and 4 more');
    expect(htmlReport(many)).toContain('… and 4 more.');
  });

  test('are lines of their test cases', () => {
    const elements = elementsOf(junitReport(two));
    const said = elements.flatMap(({ name }, i) => (name === 'system-out' ? [elements[i - 1]!] : []));
    expect(said.map(({ name, attributes }) => [name, attributes.name])).toEqual([
      ['testcase', 'node:control-plane-1 → pod:worker-1/0 ipv4 tcp'],
      ['testcase', 'node:control-plane-1 → pod:worker-1/0 ipv4 udp'],
    ]);
    expect(junitReport(two)).toContain('predicted source 10.244.0.0, observed source 192.168.1.10');
  });
});

test('reports of runs without any have no list of them', () => {
  for (const text of [terminalReport(run(), plain), markdownReport(run()), htmlReport(run())])
    expect(text).not.toMatch(/not as predicted/i);
});
