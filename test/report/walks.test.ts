/** The walks that the report carries: those of `testbed explain`, each text once. */
import { Network, Predictor } from '../../lib/datapath';
import type { PackedFacts } from '../../lib/report/html/matrix/packed-facts';
import { walkLines } from '../../lib/report/walk-lines';
import { testbedOfResults } from '../../lib/results';
import { htmlReport } from './built-report';
import { type GoldenName, golden, goldenNames } from './golden';

const factsOf = (page: string): PackedFacts => JSON.parse(/id="cell-facts">(.*?)<\/script>/s.exec(page)![1]!);

/** The walk of a cell, unpacked. */
function walkIn({ walks, texts, tones }: PackedFacts, key: string) {
  const [from, to, end, ...lines] = walks[key]!;
  const read = [];
  for (let i = 0; i < lines.length; i += 3)
    read.push({ depth: lines[i], tone: tones[lines[i + 1]!], text: texts[lines[i + 2]!] });
  return { from: texts[from!]!, to: texts[to!]!, end: texts[end!]!, lines: read };
}

function predicted(name: GoldenName, from: string, to: string) {
  const { datapath } = testbedOfResults(golden(name))!;
  const endpoint = (id: string) => datapath.endpoints.find((one) => one.id === id)!;
  return new Predictor(new Network(datapath)).predict(endpoint(from), endpoint(to), 'ipv4', 'tcp');
}

test.each(goldenNames)('every cell of %s whose ends are known has a walk', (name) => {
  const facts = factsOf(htmlReport(golden(name)));
  expect(Object.keys(facts.walks).length).toBeGreaterThan(0);
  for (const key of Object.keys(facts.cells)) expect(facts.walks[key]?.length).toBeGreaterThan(3);
});

test('a walk has the steps there and back that are predicted', () => {
  const facts = factsOf(htmlReport(golden('healthy')));
  const place = (label: string) => facts.labels.indexOf(label);
  const key = `${place('pod:worker-1/0')} ${place('pod:worker-2/0')}`;
  const { from, to, lines, end } = walkIn(facts, key);
  const { forward, back } = predicted('healthy', 'pod:worker-1/0', 'pod:worker-2/0');
  const style = { dim: (text: string) => text };
  expect([from, to]).toEqual(['pod:worker-1/0', 'pod:worker-2/0']);
  expect(lines.filter(({ depth }) => depth !== 0)).toEqual([
    ...walkLines(forward, style),
    ...walkLines(back!, style),
  ]);
  expect(end).toContain('Up to 1450 bytes pass in one piece');
});

test('the walk that is there without a script is that of a cell that fails, with the step that drops it', () => {
  const page = htmlReport(golden('route-missing'));
  const walk = /<details id="walk".*?<\/details>/s.exec(page)![0];
  expect(walk.match(/<li class="bad"/g)).toHaveLength(1);
});

test('a page of a CNI that is not known has no walk', () => {
  const results = golden('healthy');
  const page = htmlReport({ ...results, cni: { ...results.cni, name: 'other' } });
  expect(page).not.toContain('<details id="walk"');
  expect(factsOf(page).walks).toEqual({});
});
