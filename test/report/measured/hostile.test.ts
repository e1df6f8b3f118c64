/** Files of measurements that somebody else wrote: every name is text, whatever it looks like. */
import type { Measurements } from '../../../lib/measure';
import { measuredCsv, measuredMarkdown, measuredText } from '../../../lib/report';
import { styleFor } from '../../../lib/report/style';
import { readMeasurements } from '../../../lib/results';
import { twoClusters } from '../../measure/clusters';
import { comparedPage } from '../built-report';

const hostile = `</script><script>alert(1)</script><img src=x onerror=alert(2)>"'&{{title}}\u001b[2J\u202e`;

/** Every name and text of a file is hostile. */
function hostileFile(): Measurements {
  const text = JSON.stringify(twoClusters())
    .replaceAll('"blue"', JSON.stringify(hostile))
    .replaceAll('flannel', JSON.stringify(hostile).slice(1, -1))
    .replaceAll('c6in.2xlarge', JSON.stringify(hostile).slice(1, -1));
  const file = JSON.parse(text);
  file.notes = [hostile];
  file.tool = hostile;
  file.engine = hostile;
  file.subjects[0].standIn = hostile;
  file.subjects[0].conditions = { [hostile]: hostile };
  file.absent = [{ cni: hostile, mode: hostile, why: 'refused', reason: hostile }];
  return readMeasurements(JSON.stringify(file))!;
}

const measurements = hostileFile();
const unsafe = /[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

test('the page escapes every name', () => {
  const page = comparedPage({ measurements: [measurements, measurements], files: [hostile, hostile] });
  expect(page).not.toContain('<script>alert');
  expect(page).not.toContain('<img src=x');
  expect(page.match(/<script/g)).toHaveLength(3);
  expect(page.match(/<\/script>/g)).toHaveLength(3);
  expect(page.match(/<title>.*<\/title>/g)![0]).not.toContain('<script');
});

test('the text and Markdown hold no control characters and no elements', () => {
  expect(unsafe.exec(measuredText(measurements, {}, styleFor(false)))?.[0]).toBeUndefined();
  const markdown = measuredMarkdown([{ measurements, file: hostile }]);
  expect(unsafe.exec(markdown)?.[0]).toBeUndefined();
  expect(markdown).not.toMatch(/<\/?(script|img)/);
});

test('the table of figures keeps its lines', () => {
  const lines = measuredCsv([measurements], {}).trimEnd().split('\r\n');
  expect(lines.filter((line) => !/^(kind|figure|difference|agent),/.test(line))).toEqual([]);
});
