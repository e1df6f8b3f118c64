import { stripVTControlCharacters } from 'node:util';
import { measuredMarkdown, measuredText, styleFor } from '../../../lib/report';
import { twoClusters } from '../../measure/clusters';
import { recorded } from '../../measure/recorded';

describe('the text of measurements', () => {
  test('of recorded labs', () => {
    expect(measuredText(recorded(), {}, styleFor(false, 80))).toMatchSnapshot();
  });

  test('of two clusters', () => {
    expect(measuredText(twoClusters(), {}, styleFor(false, 100))).toMatchSnapshot();
  });

  test.each([40, 60, 80, 120])('fits a terminal of %i characters', (columns) => {
    for (const measurements of [recorded(), twoClusters()]) {
      const text = stripVTControlCharacters(measuredText(measurements, {}, styleFor(true, columns)));
      expect(text.split('\n').filter((line) => line.length > columns)).toEqual([]);
    }
  });

  test('says first what a lab’s numbers are not, and by whom real programs were replaced', () => {
    const [, first, second] = measuredText(recorded(), {}, styleFor(false)).split('\n');
    expect(first).toBe('  Path cost in one kernel; not the CNI’s throughput.');
    expect(second).toMatch(/^ {2}cilium vxlan: The kernel's routing tables stand in for/);
    expect(measuredText(twoClusters(), {}, styleFor(false))).not.toContain('Path cost in one kernel');
  });

  test('names a pod that was open at its start as a finding, before all else', () => {
    const [, first] = measuredText(twoClusters(), {}, styleFor(false)).split('\n');
    expect(first).toMatch(
      /^ {2}✗ Finding: blue: 8 of 30 new pods reached what a policy forbids, for 4\d\.\d ms/,
    );
  });
});

test('the Markdown of measurements has the same sentences and tables', () => {
  const text = measuredMarkdown([{ measurements: twoClusters() }]);
  expect(text).toMatch(/^- \*\*Round trip\*\*: least with green, which adds 4\.\d+ µs /m);
  expect(text).toMatch(/^ {2}- ▲ blue: differs by \\\+8\.5 % /m);
  expect(text).toMatch(/^### CPU time per GB$/m);
  expect(text).toMatch(/^\| 1 \| green \| 0\.\d+ s\/GB /m);
});
