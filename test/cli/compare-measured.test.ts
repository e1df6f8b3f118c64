/** `testbed compare` with files of measurements, alone and beside results. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { measurementsJson } from '../../lib/report';
import { comparisonSchema } from '../../lib/results';
import { twoClusters } from '../measure/clusters';
import { recorded, recordedFile } from '../measure/recorded';
import { goldenText } from '../report/golden';
import { run } from './run';

const folder = mkdtempSync(join(tmpdir(), 'compare-measured-'));
afterAll(() => rmSync(folder, { recursive: true }));

const at = (name: string) => join(folder, name);
function file(name: string, text: string): string {
  writeFileSync(at(name), text);
  return at(name);
}

const clusters = file('clusters.json', measurementsJson(twoClusters()));
const healthy = file('healthy.json', goldenText('healthy'));
const broken = file('broken.json', goldenText('route-missing'));
const withMeasurements = file(
  'with.json',
  JSON.stringify({ ...JSON.parse(goldenText('healthy')), measurements: recorded() }),
);
const ofAllModes = file(
  'all.json',
  JSON.stringify({
    ...{ schema: comparisonSchema, rows: [] },
    runs: (['healthy', 'route-missing'] as const).map((name) => JSON.parse(goldenText(name))),
    measurements: recorded(),
  }),
);

describe('testbed compare of a file of all modes', () => {
  const rows = (['pass', 'refused'] as const).map((outcome) => ({
    ...{ cni: 'x', mode: outcome, zones: 1, outcome, measured: true, pathMtu: { ipv4: 1450 } },
    checks: { pass: 9, fail: 0, skip: 0, mispredicted: 0 },
  }));
  const modesFile = (name: string, more: object = {}) =>
    file(
      name,
      JSON.stringify({
        ...{ schema: comparisonSchema, startedAt: '2026-11-26T10:00:00Z', rows, runs: [], ...more },
      }),
    );

  test('shows the table of modes in every form', async () => {
    const written = ['json', 'markdown', 'html'].flatMap((form) => [`--${form}`, at(`modes.${form}`)]);
    const { code, stdout } = await run(['compare', modesFile('modes-in.json'), ...written]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Every CNI in every mode\n.*VERDICT.*\n {2}x +pass +1 +pass +9 of 9 +1450/);
    expect(JSON.parse(readFileSync(at('modes.json'), 'utf8')).modes).toEqual([
      { file: at('modes-in.json'), startedAt: '2026-11-26T10:00:00Z', rows },
    ]);
    expect(readFileSync(at('modes.markdown'), 'utf8')).toMatch(/^\| x \| refused \| 1 \| refused \|/m);
    expect(readFileSync(at('modes.html'), 'utf8')).toContain('<section id="modes"');
  });

  test('says of which file each table is, where there are several', async () => {
    const files = [modesFile('a.json'), modesFile('b.json')];
    const { stdout } = await run(['compare', ...files, '--html', at('two.html')]);
    for (const one of files) expect(stdout).toContain(`Every CNI in every mode, ${one}`);
    expect(readFileSync(at('two.html'), 'utf8')).toMatch(/id="modes-1"[\s\S]*id="modes-2"/);
  });

  test('names what is wrong with its rows', async () => {
    const wrong = modesFile('wrong-rows.json', { rows: [{ ...rows[0], outcome: 'fine' }] });
    const { code, stderr } = await run(['compare', wrong]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/rows\.0\.outcome is "fine"/);
  });
});

describe('testbed compare', () => {
  test.each<[string, string[], { runs: number; measured: number }]>([
    ['one file of measurements', [recordedFile], { runs: 0, measured: 1 }],
    ['two of them', [recordedFile, clusters], { runs: 0, measured: 2 }],
    ['one run that holds some', [withMeasurements], { runs: 0, measured: 1 }],
    ['a file of all modes that holds some', [ofAllModes], { runs: 2, measured: 1 }],
    ['two runs and a file of measurements', [healthy, broken, clusters], { runs: 2, measured: 1 }],
    ['two runs', [healthy, broken], { runs: 2, measured: 0 }],
  ])('takes %s, and says the same in every form', async (_, files, { runs, measured }) => {
    const written = ['json', 'markdown', 'html'].flatMap((form) => [`--${form}`, at(`out.${form}`)]);
    const { code, stdout, stderr } = await run(['compare', ...files, ...written]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout.includes(`${runs} runs side by side`)).toBe(runs > 0);
    expect(stdout.match(/^Measured\b/gm)?.length ?? 0).toBe(measured);
    const json = JSON.parse(readFileSync(at('out.json'), 'utf8'));
    expect([json.runs.length, json.measured?.length ?? 0]).toEqual([runs, measured]);
    const markdown = readFileSync(at('out.markdown'), 'utf8');
    expect(markdown.match(/^### Measured/gm)?.length ?? 0).toBe(measured);
    const page = readFileSync(at('out.html'), 'utf8');
    expect(page.match(/<script type="application\/json" id="raw-/g)?.length ?? 0).toBe(measured);
    expect(page.includes('id="runs-1"')).toBe(runs > 0);
  });

  test('gives no verdict between files, whose subjects were not measured in turns', async () => {
    const json = at('two.json');
    const { stdout } = await run(['compare', recordedFile, clusters, '--json', json]);
    expect(stdout).toContain('were not measured in turns');
    const [labs] = JSON.parse(readFileSync(json, 'utf8')).measured;
    const subjects = new Set(
      labs.figures.flatMap(({ between = [] }) => between.map(({ a }: { a: string }) => a)),
    );
    expect([...subjects]).toEqual(['flannel vxlan', 'flannel host-gw']);
  });

  test('says of files whose bulk was measured by different programs that it says nothing of one another', async () => {
    const other = file('iperf3.json', measurementsJson({ ...twoClusters(), engine: 'iperf3 3.12' }));
    const [markdown, html] = [at('engines.md'), at('engines.html')];
    const unlike = /Bulk was measured by different programs \(testbed, iperf3 3\.12\)/;
    const { stdout } = await run(['compare', clusters, other, '--markdown', markdown, '--html', html]);
    for (const text of [stdout, readFileSync(markdown, 'utf8'), readFileSync(html, 'utf8')])
      expect(text.replace(/\s+/g, ' ')).toMatch(unlike);
    expect(stdout).toContain('bulk by iperf3 3.12');
    expect((await run(['compare', clusters, recordedFile])).stdout).not.toMatch(/different programs/);
  });

  test('judges by the margin that it is given', async () => {
    expect((await run(['compare', clusters])).stdout).toMatch(/▲ blue: differs by \+8\.5 %/);
    const wide = await run(['compare', clusters, '--margin', '20']);
    expect(wide.stdout).not.toMatch(/▲ blue: differs by \+8\.5 %/);
    expect(wide.stdout).toMatch(/= blue: differs by \+8\.5 % .*, too little to matter/);
  });

  test('writes the figures of all files as one table', async () => {
    const csv = at('figures.csv');
    const { code } = await run(['compare', recordedFile, clusters, '--csv', csv, '--quiet']);
    expect(code).toBe(0);
    const text = readFileSync(csv, 'utf8');
    expect(text).toMatch(/^figure,[^,]*,testbed,flannel vxlan,,local,/m);
    expect(text).toMatch(/^difference,[^,]*,testbed,blue,green,/m);
  });

  test.each(['--csv', '--margin'])('refuses %s where nothing was measured', async (flag) => {
    const { code, stdout, stderr } = await run([
      'compare',
      healthy,
      broken,
      flag,
      flag === '--csv' ? at('x') : '3',
    ]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`${flag} is for what was measured, and these files hold no measurements`);
  });

  test('names what is wrong with measurements', async () => {
    const [first, ...blocks] = twoClusters().blocks;
    const wrong = { ...twoClusters(), blocks: [{ ...first, subject: 'nobody' }, ...blocks] };
    const { code, stderr } = await run(['compare', file('wrong.json', JSON.stringify(wrong))]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/blocks\.0\.subject is "nobody": no subject has this id/);
  });

  test('is what testbed report names for a file of measurements', async () => {
    const { code, stderr } = await run(['report', clusters]);
    expect(code).toBe(2);
    expect(stderr).toContain('it holds measurements and no run: `testbed compare` shows what was measured');
  });
});
