/** What reports say of the real state, on made-up runs of which it was read. */
import { junitReport, markdownReport, stateTable, styleFor, terminalReport } from '../../lib/report';
import { type Results, readResults } from '../../lib/results';
import { htmlReport } from './built-report';
import { golden } from './golden';
import { broken, stateRun } from './real-state';
import { asText, written } from './written';
import { elementsOf } from './xml';

const plain = styleFor(false);
const silentGap = { of: 'sockets', command: 'ss -H -lntu', why: 'not-permitted' } as const;
const oneLost = ({ from, to, protocol }: { from: string; to: string; protocol?: string }) =>
  `${from} ${to} ${protocol}` === 'node:control-plane-1 node:worker-1 tcp';
const run = stateRun();
const doubtful = stateRun({
  ...broken,
  changed: ['worker-1'],
  lost: oneLost,
  gaps: ({ name }) => (name === 'worker-2' ? [silentGap] : []),
});
const findings = (results: Results) => /Findings[\s\S]*?\n\n/.exec(terminalReport(results, plain))![0];

describe('the report on a terminal', () => {
  test('says what was read, and names the entries first among the causes', () => {
    expect(findings(run)).toMatchSnapshot();
    expect(/Why[\s\S]*?\n\n/.exec(terminalReport(run, plain))![0]).toMatchSnapshot();
  });

  test('says what changed meanwhile, what was not read, and what is not explained', () =>
    expect(findings(doubtful)).toMatchSnapshot());

  test('says nothing of a state that was not read', () =>
    expect(terminalReport(golden('route-missing'), plain)).not.toContain('Read the state'));
});

test('Markdown has the same, and the differences', () => {
  expect(/### Real state[\s\S]*?<\/details>/.exec(markdownReport(doubtful))![0]).toMatchSnapshot();
});

test('JUnit has the same, and what is explained at each failed check', () => {
  const xml = junitReport(doubtful);
  elementsOf(xml);
  expect(xml).toContain('Read the state of 12 hosts');
  expect(xml).toContain('Changed while it was read: worker-1');
  expect(xml).toContain('read: the real state lets it pass');
  expect(xml).toContain('read: the real state explains it: ');
});

describe('the page', () => {
  const page = htmlReport(doubtful);
  const section = (id: string, of = page) =>
    new RegExp(`<section id="${id}"[\\s\\S]*?</section>`).exec(of)?.[0] ?? '';

  test('has a section of it, only where it was read', () => {
    expect(section('real-state')).toContain('2, of which 2 matter');
    expect(section('real-state')).toContain('<strong>Changed while it was read:</strong> worker-1');
    expect(section('real-state')).toContain('sockets: not permitted');
    expect(htmlReport(golden('route-missing'))).not.toContain('id="real-state"');
  });

  test('has computed against real at a cause that is an entry, and the command to copy', () => {
    const why = section('why');
    expect(why).toContain('route 10.244.2.0/24');
    expect(why).toContain('<code class="entry">via 10.244.2.0 dev flannel.1 onlink</code>');
    expect(why).toContain(
      '<span class="at">on worker-1</span> <code>ip route add 10.244.2.0/24 via 10.244.2.0 dev flannel.1 onlink</code>',
    );
  });

  test('marks in the topology what differs and matters, with a legend', () => {
    const topology = section('topology');
    expect(topology.match(/class="felt"/g)).toHaveLength(4); // two nodes, and a device of each
    expect(topology).toContain('setting cni0 mtu: computed 1450, real 1300');
    expect(topology).toContain('felt-legend');
    expect(section('topology', htmlReport(stateRun({})))).not.toContain('felt');
  });

  test.each([
    ['tiles', 20],
    ['squares', 260],
  ])('marks %s of many nodes', (_, workers) => {
    const many = section('topology', htmlReport(marked(workers)));
    expect(many).toContain('Marked so: worker-1.');
    expect(many).toMatch(/class="[^"]*felt(-sign)?"/);
  });

  /** A difference of one node among many, of which nothing was asked. */
  function marked(workers: number): Results {
    const zones = [{ name: 'a', nodeCidr: '192.168.0.0/20' }];
    const large = stateRun({}, { workers, podsPerNode: 0, podCidr: '10.0.0.0/10', zones });
    const row = { host: 'worker-1', kind: 'route', change: 'missing', key: '10.9.0.0/16' } as const;
    const diff = [{ ...row, computed: '10.9.0.0/16 dev cni0', matters: true, pairs: 3 }];
    return { ...large, state: { ...large.state!, diff } };
  }

  test('folds away what is expected, with the reason', () => {
    const text = section('real-state', htmlReport(stateRun({ ...broken, expected: 'cni0' })));
    expect(text).toMatch(
      /<details><summary>1 entry expected to differ<\/summary>[\s\S]*the machine sets it by itself/,
    );
  });

  test('lists a part of very many differences, and says how many are left', () => {
    const [row] = run.state!.diff;
    const diff = Array.from({ length: 5000 }, (_, i) => ({ ...row!, key: `10.${i >> 8}.${i & 255}.0/24` }));
    const long = htmlReport({ ...run, state: { ...run.state!, diff } });
    expect(long.length - htmlReport(run).length).toBeLessThan(200_000);
    expect(section('real-state', long)).toContain('… and 4,800 more.');
  });
});

describe('a results file with a state', () => {
  test.each([
    ['as it was made', run],
    ['with doubts', doubtful],
  ])('is read as it was written: %s', (_, results) =>
    expect(asText(readResults(written(results)))).toEqual(asText(results)),
  );

  test('of a later version is read with the codes that it has more, and reported', () => {
    const file = JSON.parse(written(doubtful));
    const check = file.checks.find(({ explained }: { explained?: unknown }) => explained);
    check.explained = { none: true, unknown: { host: 'worker-1', because: { code: 'quantum' } } };
    file.state.diff[0].kind = 'qdisc';
    file.state.hosts[0].gaps = [{ of: 'qdiscs', command: 'tc qdisc', why: 'on-holiday' }];
    const results = readResults(JSON.stringify(file));
    expect(terminalReport(results, plain)).toContain('qdiscs of 1 of 12 hosts (on-holiday)');
    expect(htmlReport(results)).toContain('>qdisc cni0 mtu<');
    expect(stateTable(results.state!, plain)).toContain('qdisc cni0 mtu');
  });
});
