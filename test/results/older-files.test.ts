/** Files of older versions, and of clusters that this one does not make: they read, and all reports can be made of them. */
import { compareRuns } from '../../lib/compare';
import { junitReport, markdownReport, runComparisonText, terminalReport } from '../../lib/report';
import { type Results, readResults } from '../../lib/results';
import { htmlReport } from '../report/built-report';
import { goldenText } from '../report/golden';
import { plain } from '../report/runs';
import { asText, written } from '../report/written';

/** A golden file, changed. */
const older = (change: (file: ReturnType<typeof JSON.parse>) => void): Results => {
  const file = JSON.parse(goldenText('route-missing'));
  change(file);
  return readResults(JSON.stringify(file));
};

const ipv6: Readonly<Record<string, string>> = {
  '10.244.': 'fd00:10:244::',
  '192.168.': 'fd00:192:168::',
  '10.96.': 'fd00:10:96::',
};
/** An IPv4 address or range as one of IPv6, each another one. */
const asIPv6 = (text: string) =>
  text.replace(
    /^(10\.244\.|192\.168\.|10\.96\.|10\.\d+\.)(\d+)\.(\d+)(?:\/(\d+))?$/,
    (_, start, third, fourth, prefix) => {
      if (prefix === undefined) return `${ipv6[start] ?? 'fd00::'}${third}:${fourth}`;
      return prefix === '16' ? `${ipv6[start]}/64` : `${`${ipv6[start]}`.replace(/::$/, '')}:${third}::/80`;
    },
  );

/** The same with every IPv4 value as the only, IPv6 one. */
function inIPv6(value: unknown): unknown {
  if (typeof value === 'string') return value === 'ipv4' ? 'ipv6' : asIPv6(value);
  if (Array.isArray(value)) return value.map(inIPv6);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key === 'ipv4' ? 'ipv6' : key, inIPv6(one)]),
  );
}

const files: Readonly<Record<string, () => Results>> = {
  'without codes, and without the ids of flows': () => older(() => undefined),
  'without a table of addresses': () => older((file) => delete file.nat),
  'without the MTU of the fabric': () => older((file) => delete file.plan.fabricMtu),
  "without its nodes' shares and gateways": () =>
    older(({ plan }) => {
      for (const node of plan.nodes) {
        delete node.podCidr;
        delete node.podGateway;
      }
    }),
  'of IPv6 alone': () =>
    older((file) => {
      for (const part of ['plan', 'checks', 'nat']) file[part] = inIPv6(file[part]);
    }),
};

test.each(Object.entries(files))('a file %s reads, and reports of it are whole', (_, read) => {
  const results = read();
  expect(asText(readResults(written(results)))).toEqual(asText(results));
  const failed = results.checks.filter(({ verdict }) => verdict === 'fail');
  expect(failed.length).toBeGreaterThan(0);
  expect(new Set(failed.map(({ why }) => why?.code))).toEqual(new Set(['unknown']));
  const both = compareRuns([
    { file: 'a.json', results },
    { file: 'b.json', results },
  ]);
  for (const text of [
    terminalReport(results, plain),
    markdownReport(results),
    junitReport(results),
    htmlReport(results),
    runComparisonText(both, plain),
  ])
    expect(text).not.toMatch(/\[object Object\]|\bundefined</);
  expect(terminalReport(results, plain)).toContain(`FAIL ${results.checks.length} checks`);
});

test('a file of IPv6 alone has no IPv4 address in its plan', () => {
  const { plan } = files['of IPv6 alone']!();
  expect(plan.families).toEqual(['ipv6']);
  expect(JSON.stringify(plan)).not.toMatch(/ipv4|\d+\.\d+\.\d+\.\d+/);
});

describe('a file of a later version', () => {
  const later = (change: (check: Record<string, unknown>) => object) => {
    const file = JSON.parse(goldenText('route-missing'));
    const failed = file.checks.findIndex(({ verdict }: { verdict: string }) => verdict === 'fail');
    file.checks[failed] = { ...file.checks[failed], ...change(file.checks[failed]) };
    return readResults(JSON.stringify(file)).checks[failed];
  };

  test('with a code that is not known here has its sentence alone', () =>
    expect(
      later(() => ({ why: { code: 'something-new', of: 7 }, reason: 'the moon is full' })),
    ).toMatchObject({
      why: { code: 'unknown', text: 'the moon is full' },
    }));

  test('with an unknown code inside a known one, likewise', () =>
    expect(
      later(({ predicted }) => ({
        predicted: {
          ...(predicted as object),
          why: { code: 'dropped', drop: { code: 'new', host: 'a' } },
          reason: 'gone',
        },
      })),
    ).toMatchObject({ predicted: { why: { code: 'unknown', text: 'gone' } } }));

  test('with wrong details of a known code is refused', () =>
    expect(() => later(() => ({ why: { code: 'black-hole', from: 'one' } }))).toThrow(
      'checks.27.why is {"code":"black-hole","from":"one"}: it is no code with its details',
    ));
});
