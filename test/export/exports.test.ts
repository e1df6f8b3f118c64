/** What holds of every export, and of a fourth. */
import { parseAllDocuments } from 'yaml';
import { packageRoot } from '../../lib/base/package-root';
import { type FabricExport, fabricExports, placeholdersIn, preparedExport } from '../../lib/export';
import { parseSpec } from '../../lib/plan';
import { plannedTestbed } from '../../lib/testbed';
import { cardsOfRacks, cardsOfVagrant } from '../support/cards';
import { codesOf, plans, prepared } from './prepared';

const all = fabricExports.flatMap(({ name }) =>
  Object.entries(plans).map(
    ([plan, input]) => [name, plan, input, name === 'ccf' ? { form: 'rest' } : {}] as const,
  ),
);

describe.each(all)('export %s of %s', (name, _, input, given) => {
  const texts = () => Object.values(prepared(name, input, given).files());

  test('has no problems', () => expect(prepared(name, input, given).problems).toEqual([]));

  test('is the same each time, byte for byte', () => expect(texts()).toEqual(texts()));

  test('begins with what is not promised', () => {
    const starts = texts().map((text) => text.split('\n').slice(0, 12).join(' '));
    expect(starts.filter((start) => !/Not promised|Not here/.test(start))).toEqual([]);
  });

  test('holds no date, no path of a machine and no key', () => {
    const found = texts().flatMap(
      (text) => text.match(/\b20\d\d-\d\d|BEGIN [A-Z ]*(KEY|CERT)|\/home\/|\/tmp\//g) ?? [],
    );
    expect(found).toEqual([]);
    expect(texts().filter((text) => text.includes(packageRoot))).toEqual([]);
  });

  test('is YAML or JSON, but for text for people', () => {
    const files = Object.entries(prepared(name, input, given).files()).filter(
      ([file]) => !file.endsWith('.txt'),
    );
    const wrong = files.flatMap(([, text]) => parseAllDocuments(text).flatMap(({ errors }) => errors));
    expect(wrong).toEqual([]);
  });

  test('says of the nodes and pods of every node where they go', () => {
    const { nodes, podCidr } = plannedTestbed(parseSpec(input)).plan;
    const ranges = prepared(name, input, given).ranges.map(({ range }) => range);
    const lost = nodes.filter(
      (node) => !ranges.includes(`${node.podCidr?.ipv4}`) && !ranges.includes(`${podCidr.ipv4}`),
    );
    expect(lost).toEqual([]);
  });
});

const given = (name: string) => (name === 'ccf' ? { form: 'rest' } : {});
const carded = fabricExports.flatMap(({ name }) => [
  [name, 'nat', { ...cardsOfVagrant, nodeCard: 'eth1' }, 'eth0', '10.0.2.0/24'] as const,
  [name, 'subnet', { ...cardsOfRacks, nodeCard: 'eth0' }, 'eth1', '10.20.0.0/24'] as const,
]);

describe.each(carded)('export %s of nodes with a further card, %s', (name, _, input, card, range) => {
  const { cards, ...single } = input;
  const [some, alone] = [
    prepared(name, input, given(name)),
    prepared(name, { zones: 'zones' in single ? [...single.zones] : undefined }, given(name)),
  ];
  const stated = (files: Readonly<Record<string, string>>) =>
    Object.entries(files).flatMap(([file, text]) =>
      file.endsWith('.txt')
        ? []
        : parseAllDocuments(text).map((document) => ({ ...document.toJS(), notes: undefined })),
    );

  test('has no problems, and names the card and its range as beside the fabric', () => {
    expect(some.problems).toEqual([]);
    expect(some.ranges.filter((one) => one.range === range)).toHaveLength(1);
    for (const text of Object.values(some.files()))
      expect(text.split('\n').slice(0, 14).join(' ')).toContain(`${card} (${range})`);
  });

  test('is otherwise that of nodes with one card', () =>
    expect(stated(some.files())).toEqual(stated(alone.files())));
});

test.each([
  ['aci', { externStatic: '10.20.0.0/24' }],
  ['nsx-t', { externalPool: '10.20.0.0/24' }],
] as const)('%s takes no range of its own out of that of a card', (name, given) =>
  expect(codesOf(prepared(name, { ...cardsOfRacks, nodeCard: 'eth0' }, given))).toEqual(['export/overlap']),
);

describe('exports', () => {
  test('have names of their own, aliases included', () => {
    const names = fabricExports.flatMap(({ name, aliases }) => [name, ...aliases]);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('bcf');
  });

  test.each(fabricExports.map(({ name }) => name))('%s refuses nodes that have one share for all', (name) => {
    expect(prepared(name, { cni: 'none' }).problems.map(({ code }) => code)).toEqual(['export/no-shares']);
  });

  test.each(fabricExports.map(({ name }) => name))('%s refuses blocks of the CNI’s own', (name) => {
    const { problems } = prepared(name, { cni: 'calico', ipam: 'cni-blocks' });
    expect(problems.map(({ code }) => code)).toEqual(['export/own-blocks']);
  });

  test('have placeholders for what nobody gave', () => {
    expect(placeholdersIn(['a: <one>', 'b: <two words>, <one>', 'c: 1 < 2 > 0'])).toEqual([
      '<one>',
      '<two words>',
    ]);
  });
});

/** All that a fourth export is. */
const paper: FabricExport = {
  name: 'paper',
  aliases: [],
  title: 'Paper',
  about: 'a list of ranges',
  options: {},
  prepare: ({ plan }) => ({
    problems: [],
    notes: ['Not promised: anything.'],
    ranges: [{ what: 'pods', range: `${plan.podCidr.ipv4}`, becomes: 'a line' }],
    files: () => ({ 'paper.txt': `# Not promised: anything.\n${plan.podCidr.ipv4}\n` }),
    next: () => [],
  }),
};

test('a fourth export is one object', () => {
  const made = preparedExport(paper, plannedTestbed(parseSpec({})), {});
  expect(made.files()).toEqual({ 'paper.txt': '# Not promised: anything.\n10.244.0.0/16\n' });
});
