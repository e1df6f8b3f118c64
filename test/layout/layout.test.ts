/** The shape of the project and its parts, held by reading the sources. */
import { cnis } from '../../lib/cni';
import { layers } from './layers';
import { importsOf, partOf, partsImportedBy, type Source, sourceOf, sourcesIn } from './sources';

/** Where the order alone would allow too much. */
const only: Readonly<Record<string, readonly string[]>> = {
  net: ['base'],
  prober: ['base', 'net'],
  plan: ['base', 'net'],
  faults: ['base', 'net', 'plan', 'datapath', 'testbed', 'check'],
  compare: ['base', 'net', 'plan', 'datapath', 'testbed', 'check', 'results'],
  report: ['base', 'net', 'plan', 'datapath', 'check', 'diagnosis', 'results', 'compare'],
};

/** Names of CNIs outside of lib/cni, each with its reason. */
const namesCnis: Readonly<Record<string, string>> = {
  'lib/base/versions.ts': 'every pinned version is here',
  'lib/plan/testbed-spec.ts': 'the default',
  'lib/run/spec/scenarios.ts': 'the textbook examples',
  'lib/diagnosis/cause-text.ts': 'a remedy that can be typed in',
};

/** Files of more than 200 lines, each with its reason. */
const longFiles: Readonly<Record<string, string>> = {
  'lib/datapath/walk.ts': "the IP layer of one packet's journey, to be read in one go",
  'lib/datapath/host.ts': 'a vocabulary: types and their one-line explanations',
  'lib/diagnosis/cause.ts': 'a vocabulary: causes and their details',
  'lib/diagnosis/cause-text.ts': 'a catalogue: the words of each cause',
};

const sources = sourcesIn('lib');

/** Why an import is not allowed; undefined where it is. */
function objection(from: string, to: string): string | undefined {
  const [here, there] = [from, to].map((part) => layers.findIndex((layer) => layer.includes(part)));
  if (here === -1 || there === -1) return `${here === -1 ? from : to} has no place in the order`;
  if (only[from] && !only[from].includes(to))
    return `${from} may import only ${only[from].join(', ') || 'nothing'}`;
  return there! < here! ? undefined : `${from} comes before ${to}`;
}

describe('imports', () => {
  test('go one way', () => {
    const wrong = sources.flatMap((source) =>
      partsImportedBy(source).flatMap((part) => {
        const why = objection(partOf(source.path), part);
        return why ? [`${source.path} imports ${part}: ${why}`] : [];
      }),
    );
    expect(wrong).toEqual([]);
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

  test('are known by name to lib/cni and to nobody else', () => {
    const knowing = sources.filter(
      ({ path, text }) => !path.startsWith('lib/cni/') && mention.test(codeOf(text)),
    );
    expect(knowing.map(({ path }) => path).filter((path) => !(path in namesCnis))).toEqual([]);
  });

  test('are excused nowhere without need', () => {
    expect(Object.keys(namesCnis).filter((path) => !mention.test(sourceOf(path).text))).toEqual([]);
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

describe('files', () => {
  const lines = ({ text }: Source) => text.split('\n').length - 1;

  test('have at most 200 lines', () => {
    expect(
      sources.filter((source) => lines(source) > 200 && !(source.path in longFiles)).map(({ path }) => path),
    ).toEqual([]);
  });

  test('are excused nowhere without need', () => {
    expect(Object.keys(longFiles).filter((path) => lines(sourceOf(path)) <= 200)).toEqual([]);
  });
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
