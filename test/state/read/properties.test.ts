/** Whatever tools say: reading does not fail, and nothing that is shown of it moves a terminal's cursor. */
import * as fc from 'fast-check';
import { oneLine } from '../../../lib/base/plain-text';
import { recorded } from '../../support/captures';
import { hostOf } from '../../support/outputs';

const answers = (json: boolean) =>
  ['calico-vxlan', 'calico-bgp', 'flannel-vxlan-dual', 'cilium-vxlan']
    .flatMap((name) => Object.entries(recorded(name).captures[1]!.outputs))
    .filter(([command, { stdout }]) => / -j /.test(command) === json && stdout.trim() !== '')
    .map(([command, { stdout }]) => ({ command, text: stdout }));
const [ofJson, ofText] = [answers(true), answers(false)];

/** The number of an answer among those: a counterexample is short. */
const oneOf = (list: readonly unknown[]) => fc.nat({ max: list.length - 1 });

/** All texts in it, names of fields too. */
function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  if (typeof value !== 'object' || value === null || 'family' in value) return [];
  return Object.entries(value).flatMap(([key, inner]) => [key, ...textsOf(inner)]);
}

/** Texts with signs that are not seen, or that do something; the values of a setting are parted by tabs. */
const unseenIn = (value: unknown) =>
  textsOf(value).filter((text) => oneLine(text) !== text.replace(/\t/g, ' '));

const hostile = fc.oneof(
  fc.constantFrom(
    '\u001b[2J',
    'a\nb',
    'x'.repeat(300),
    '\u202ereversed',
    '',
    ' ',
    '../..',
    '__proto__',
    'eth0\u0000',
    '"; DROP',
    '*',
  ),
  fc.string({ unit: 'binary' }),
);
const anyJson = fc.oneof(
  hostile,
  fc.jsonValue(),
  fc.constantFrom(-1, 1e300, 0.5, null, true, [], {}, [[[]]], { set: [{}] }),
);

test('JSON that is cut anywhere is a gap', () => {
  fc.assert(
    fc.property(oneOf(ofJson), fc.nat(), (which, at) => {
      const { command, text } = ofJson[which]!;
      const { gaps } = hostOf({ [command]: text.slice(0, at % (text.trimEnd().length - 1)) });
      expect(gaps).toContainEqual(expect.objectContaining({ command, why: 'not-understood' }));
    }),
    { numRuns: 300 },
  );
});

test('text that is cut anywhere is read as far as it goes', () => {
  fc.assert(
    fc.property(oneOf(ofText), fc.nat(), (which, at) => {
      const { command, text } = ofText[which]!;
      expect(unseenIn(hostOf({ [command]: text.slice(0, at % text.length) }))).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

/** The same data with one of its values another one. */
function replaced(data: unknown, path: readonly number[], value: unknown): unknown {
  const [at, ...rest] = path;
  if (at === undefined || typeof data !== 'object' || data === null) return value;
  const keys = Object.keys(data);
  if (keys.length === 0) return value;
  const key = keys[at % keys.length]!;
  const changed = replaced((data as Record<string, unknown>)[key], rest, value);
  return Array.isArray(data) ? data.with(Number(key), changed) : { ...data, [key]: changed };
}

test('values of other types, and hostile ones, do not make reading fail, and are shown as they are', () => {
  const aPath = fc.array(fc.nat({ max: 9999 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(oneOf(ofJson), aPath, anyJson, (which, path, value) => {
      const { command, text } = ofJson[which]!;
      const host = hostOf({ [command]: JSON.stringify(replaced(JSON.parse(text), path, value)) });
      expect(unseenIn(host)).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test('lines with hostile words do not make reading fail, and are shown as they are', () => {
  fc.assert(
    fc.property(oneOf(ofText), fc.nat(), fc.nat(), hostile, (which, line, word, value) => {
      const { command, text } = ofText[which]!;
      const lines = text.split('\n');
      const words = lines[line % lines.length]!.split(' ');
      words[word % words.length] = value;
      lines[line % lines.length] = words.join(' ');
      expect(unseenIn(hostOf({ [command]: lines.join('\n') }))).toEqual([]);
    }),
    { numRuns: 1000 },
  );
});

test.each([
  [
    'a link',
    'ip -j -d link show',
    'links',
    (name: string) => [{ ifindex: 1, ifname: name, flags: [], mtu: 1500, link_type: 'ether' }],
  ],
  [
    'a neighbour',
    'ip -j -d neigh show',
    'neighbours',
    (name: string) => [{ dst: '10.0.0.1', dev: name, state: [] }],
  ],
  ['a route', 'ip -j -d route show table all', 'routes', (name: string) => [{ dst: 'default', dev: name }]],
  ['a rule', 'ip -j -d rule show', 'rules', (name: string) => [{ priority: 1, iif: name, table: '5' }]],
  [
    'a forwarding entry',
    'bridge -j fdb show',
    'forwarding',
    (name: string) => [{ mac: '00:11:22:33:44:55', ifname: name }],
  ],
  [
    'a table',
    'nft -j list ruleset',
    'nft',
    (name: string) => ({ nftables: [{ table: { family: 'ip', name } }] }),
  ],
])('a hostile name of %s is a gap', (_, command, of, said) => {
  for (const name of ['\u001b[2J', 'a\nb', 'x'.repeat(300), '', 'eth0\u0000'])
    expect(hostOf({ [command]: said(name) }).gaps).toContainEqual(
      expect.objectContaining({ of, command, why: 'not-understood' }),
    );
});

describe('answers that are too large', () => {
  const command = 'nft -j list ruleset';
  const why = (text: string) => hostOf({ [command]: text }).gaps.find((gap) => gap.command === command);

  test('are not parsed: 100 MB of nft’s JSON', () => {
    const rule = '{"rule":{"family":"ip","table":"t","chain":"c","expr":[{"accept":null}]}},';
    const text = `{"nftables":[${rule.repeat(100e6 / rule.length)}{}]}`;
    expect(why(text)).toEqual({ of: 'nft', command, why: 'too-large' });
  });

  test('are not parsed: thirty million lists in each other', () => {
    expect(why('['.repeat(30e6))).toMatchObject({ why: 'not-understood' });
  });

  test('hold no more elements than fit: spans of IPv6 that are 250 ranges each', () => {
    const span = { range: ['::1', 'ffff:ffff:ffff:ffff:ffff:ffff:ffff:fffe'] };
    const set = {
      family: 'ip6',
      table: 't',
      name: 's',
      type: 'ipv6_addr',
      elem: Array.from({ length: 20_000 }, () => span),
    };
    const { netfilter, gaps } = hostOf({
      [command]: { nftables: [{ table: { family: 'ip6', name: 't' } }, { set }] },
    });
    expect(netfilter.sets).toEqual([
      { table: 'ip6 t', name: 's', elements: [], unread: 'it has too many elements' },
    ]);
    expect(gaps).toContainEqual({ of: 'sets', command, why: 'too-large', entry: 's' });
  });
});
