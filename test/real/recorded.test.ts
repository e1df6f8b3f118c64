/**
 * What real clusters showed (docs/real.md), read with the code as it is: all passed as predicted, and their kernel state
 * differs from the computed one by nothing without a reason.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSpec } from '../../lib/plan';
import { predictionReach, readResults } from '../../lib/results';
import { diffCaptures } from '../../lib/run/state/diff-captures';
import { isAsItShould } from './faults/run-faults';
import { specOf } from './run/configuration';
import { recordedText, recording } from './run/record';

const { rows, repeats, faults, swaps } = recording();
const folder = mkdtempSync(join(tmpdir(), 'recorded-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('clusters of Flannel and Cilium were recorded, with and without kube-proxy, of both families and of ten nodes', () => {
  const kinds = rows.map(({ cni, kubeProxy, ipFamily }) => `${cni} ${kubeProxy} ${ipFamily}`);
  for (const kind of [
    'flannel iptables dual',
    'cilium iptables dual',
    'cilium none dual',
    'cilium none ipv4',
  ])
    expect(kinds).toContain(kind);
  expect(rows.some(({ nodes }) => nodes === 10)).toBe(true);
});

describe.each(rows)('$name', (row) => {
  const results = readResults(recordedText(row.name, 'results'));

  test('has its figures from its results, which have no failure and nothing unpredicted', () => {
    const { pass, fail, skip, mispredicted } = results.summary;
    expect({ pass, fail, skip, mispredicted }).toEqual({
      pass: row.pass,
      fail: 0,
      skip: row.skip,
      mispredicted: 0,
    });
    expect(predictionReach(results.checks).predicted).toBe(row.predicted);
    expect(results.diagnoses).toEqual([]);
    expect(row.differences).toMatchObject({ matter: 0, other: 0 });
  });

  // Of Calico's pods only the run knew which addresses and policies they have: it compared their state, as `differences` say.
  if (row.cni === 'calico') return;

  test('has the kernel state that is computed for it', () => {
    const file = join(folder, `${row.name}.json`);
    writeFileSync(file, recordedText(row.name, 'captures'));
    const { diff, equal, findings } = diffCaptures(parseSpec(specOf(row)), file);
    expect(diff.filter(({ noise }) => !noise)).toEqual([]);
    expect(findings).toBeUndefined();
    expect(equal).toBeGreaterThan(70 * row.nodes);
  });
});

test('runs of one cluster never failed', () => {
  expect(repeats.length).toBeGreaterThan(0);
  for (const { runs, notOk } of repeats)
    expect({ enough: runs >= 20, notOk }).toEqual({ enough: true, notOk: 0 });
});

/** What is not told as it should be: eBPF carries most packets past the kernel's forwarding. docs/real.md says so too. */
const open: Readonly<Record<string, readonly string[]>> = { 'cilium-vxlan': ['ip-forward'] };

test('faults were named or narrowed down, and nothing else was said with them, but for the one that is known', () => {
  expect(faults.length).toBeGreaterThan(1);
  for (const { name, rows: made } of faults) {
    const wrong = made.filter((row) => !isAsItShould(row)).map((row) => row.name);
    expect({ name, wrong }).toEqual({ name, wrong: open[name] ?? [] });
    expect(made.flatMap(({ others }) => others)).toEqual([]);
  }
});

test('nothing was left between two CNIs', () => {
  expect(swaps.length).toBeGreaterThan(0);
  for (const { left, leftThen, fail, mispredicted } of swaps)
    expect({ some: left > 0, leftThen, fail, mispredicted }).toEqual({
      some: true,
      leftThen: 0,
      fail: 0,
      mispredicted: 0,
    });
});
