/** The shape of the project and its parts, held by reading the sources. */
import { cnis } from '../../lib/cni';
import { importsOf, partOf, partsImportedBy, sourceOf, sourcesIn } from './sources';
import { uses } from './uses';

/** Names of CNIs outside of lib/cni, each with its reason. */
const namesCnis: Readonly<Record<string, string>> = {
  'lib/base/versions.ts': 'every pinned version is here',
  'lib/plan/testbed-spec.ts': 'the default',
  'lib/run/spec/scenarios.ts': 'the textbook examples',
  'lib/diagnosis/causes/address-text.ts': 'remedies that can be typed in',
  'lib/diagnosis/causes/drop-text.ts': 'remedies that can be typed in',
  'lib/diagnosis/causes/source-text.ts': 'remedies that can be typed in',
  'lib/diagnosis/narrow/suspect-text.ts': 'commands that can be typed in',
  'lib/export/aci/l3out/index.ts': "a flavour of the vendor's installer that is for one CNI",
  'lib/state/capture/redact/names.ts': 'names of links that say nothing of whose they are',
};

const sources = sourcesIn('lib');

/** Why an import is not allowed; undefined where it is. */
function objection(from: string, to: string): string | undefined {
  const allowed = uses[from];
  if (!allowed) return `${from} has no place in the order`;
  return allowed.includes(to) ? undefined : `${from} may build only on ${allowed.join(', ') || 'nothing'}`;
}

describe('imports', () => {
  test('go one way: each part builds on earlier ones', () => {
    const order = Object.keys(uses);
    for (const [part, used] of Object.entries(uses))
      for (const one of used) expect(order.slice(0, order.indexOf(part))).toContain(one);
  });

  test('are of the parts that a part may build on', () => {
    const wrong = sources.flatMap((source) =>
      partsImportedBy(source).flatMap((part) => {
        const why = objection(partOf(source.path), part);
        return why ? [`${source.path} imports ${part}: ${why}`] : [];
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('are allowed nowhere without need', () => {
    const made = new Set(
      sources.flatMap((source) => partsImportedBy(source).map((part) => `${partOf(source.path)} ${part}`)),
    );
    const allowed = Object.entries(uses).flatMap(([part, used]) => used.map((one) => `${part} ${one}`));
    expect(allowed.filter((pair) => !made.has(pair))).toEqual([]);
  });

  test.each([
    ['net', 'plan'],
    ['check', 'lab'],
    ['lab', 'cluster'],
    ['prober', 'plan'],
    ['report', 'lab'],
    ['base', 'net'],
    ['something-new', 'net'],
  ])('that go from %s to %s would be found', (from, to) => {
    expect(objection(from, to)).toBeDefined();
  });

  test('are found however they are written', () => {
    const text = "import './a';\nimport x from './b';\nexport * from './c';\nimport('./d');\nrequire('./e');";
    expect(importsOf(text)).toEqual(['./a', './b', './c', './d', './e']);
  });

  test.each([
    ['ipaddr.js', /^ipaddr/, /^lib\/net\//],
    ['cdktf and constructs', /^(cdktf|constructs)(\/|$)/, /^lib\/provision\/stacks\//],
    ['the provider', /^@cdktf\//, /^lib\/provision\/aws\//],
    ['commander', /^commander/, /^lib\/cli\//],
    ['koffi', /^koffi/, /^lib\/lab\//],
  ])('of %s are in one folder', (_, wanted, home) => {
    const users = sources
      .filter(({ imports }) => imports.some((name) => wanted.test(name)))
      .map(({ path }) => path);
    expect(users.length).toBeGreaterThan(0);
    expect(users.filter((path) => !home.test(path))).toEqual([]);
  });

  test('of the CDKTF app itself are of lib/provision, where it names no cloud, and lib/plan', () => {
    expect(
      sourceOf('main.ts').imports.filter(
        (name) => !/^\.\/lib\/(provision\/(boot|stacks|clouds)\b.*|plan)$/.test(name),
      ),
    ).toEqual([]);
  });
});

describe('CNIs', () => {
  const names = cnis.filter(({ deployment }) => deployment).map(({ name }) => name);
  const mention = new RegExp(`\\b(${names.join('|')})\\b`, 'i');

  test('are known by name to lib/cni alone', () => {
    const knowing = sources.filter(
      ({ path, text }) => !path.startsWith('lib/cni/') && mention.test(codeOf(text)),
    );
    expect(knowing.map(({ path }) => path).filter((path) => !(path in namesCnis))).toEqual([]);
  });

  test('are excused nowhere without need', () => {
    expect(Object.keys(namesCnis).filter((path) => !mention.test(sourceOf(path).text))).toEqual([]);
  });
});

describe('endpoint ids', () => {
  const made = /[`'"^](pod|node):(\$\{|['"`/])|\((pod\|node|node\|pod)\):/;

  test('are made and read in one file', () => {
    const found = sources.filter(({ text }) => made.test(codeOf(text)));
    expect(found.map(({ path }) => path)).toEqual(['lib/net/endpoint-id.ts']);
  });
});

describe('calls', () => {
  const spread =
    /(\bMath\.(min|max)|\.(push|unshift|concat|fromCharCode|fromCodePoint))\([^()]*\.\.\.(?!\[)/g;

  test('take no list of any length for their arguments: lists.ts has what does', () => {
    const found = sources.flatMap(({ path, text }) =>
      (codeOf(text).match(spread) ?? []).map((call) => `${path}: ${call}`),
    );
    expect(found).toEqual([]);
  });

  test.each([
    'Math.min(...all)',
    'Math.max(0, ...rows.map(f))',
    'list.push(...items)',
    'a.concat(b, ...lists)',
  ])('such as %s would be found', (call) => expect(call).toMatch(spread));
});

describe('tests', () => {
  test('have no time limits: how fast a machine is says nothing of the program', () => {
    const limit = /jest\.setTimeout|^\s*\},? \d[\d_]*\)?;?$|\btimeout: \d/m;
    const limited = sourcesIn('test').filter(
      ({ path, text }) => !path.includes('layout') && limit.test(text),
    );
    expect(limited.map(({ path }) => path)).toEqual([]);
    const { jest: config } = JSON.parse(sourceOf('package.json').text);
    expect(config.testTimeout).toBeGreaterThanOrEqual(600_000);
  });
});

/** The text without comments, and without the examples that a command's help shows. */
function codeOf(text: string): string {
  return text
    .replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '')
    .replace(/^.*\\nExamples:.*$/gm, '')
    .replace(/^Examples:\n[^`]*`;$/gm, '');
}
