/** The words in which a choice is told, by made-up answers. */
import { type Answer, type Choice, choiceSchema, choiceText, styleFor } from '../../lib/report';

const source = 'https://example.org/a';
const answer = (need: string, standing: Answer['standing'], more: Partial<Answer> = {}): Answer => ({
  need,
  standing,
  version: '1',
  source,
  ...more,
});

const mode = (cni: string, name: string, answers: Readonly<Record<string, readonly Answer[]>>) => {
  const dataPlanes = Object.entries(answers).map(([dataPlane, list]) => ({
    dataPlane,
    answers: list,
    eligible: list.every(({ standing }) => standing === 'yes' || standing === 'partly'),
  }));
  return { cni, mode: name, dataPlanes, eligible: dataPlanes.some((one) => one.eligible) };
};

const yes = answer('policies', 'yes');
const no = answer('policies', 'no', { note: 'never had' });
const text = (choice: Partial<Choice>, width?: number) =>
  choiceText(
    { schema: choiceSchema, needs: ['policies'], modes: [], rankings: [], ...choice },
    styleFor(false, width),
  );

test('a choice has the eligible modes, what to know of them, what is excluded and why, and sources', () => {
  const inPart = answer('policies', 'partly', { setting: 'a=1', since: '0.9', note: 'half of it' });
  const modes = [
    mode('one', 'a', { iptables: [yes], ebpf: [no] }),
    mode('one', 'b', { iptables: [no], ebpf: [no] }),
    mode('two', 'a', { iptables: [inPart] }),
    { ...mode('lab', 'a', { iptables: [yes] }), eligible: false, labOnly: true },
  ];
  modes[3]!.dataPlanes[0]!.eligible = false;
  expect(text({ modes })).toBe(`Eligible: 2 of 4 modes, for policies
  CNI  MODE  DATA PLANE  IN PART
  one  a     iptables
  two  a     iptables    policies

What to know of them
  two
    policies: in part, with a=1, since 0.9 (half of it) [1]

Excluded: 2 of 4 modes, and data planes of 1 more
  one: a with ebpf; b
    policies: no (never had) [1]
  lab: a
    exists in labs only, on no real cluster

Sources
  [1] two 1: https://example.org/a`);
});

test('what holds for all modes of a CNI is said once, what holds for some with their names', () => {
  const other = answer('policies', 'no', { source: 'https://example.org/b' });
  const unknown = answer('policies', 'unverified', { note: 'not found', source: undefined });
  const modes = [
    mode('one', 'a', { iptables: [no], ebpf: [no] }),
    mode('one', 'b', { iptables: [no], ebpf: [other] }),
    mode('two', 'a', { iptables: [no], ebpf: [other] }),
    mode('two', 'b', { iptables: [no], ebpf: [other] }),
    mode('three', 'a', { iptables: [unknown] }),
  ];
  expect(text({ modes })).toBe(`Eligible: none of 5 modes, for policies

Excluded: 5 of 5 modes
  one: a, b
    policies (a; b with iptables): no (never had) [1]
    policies (b with ebpf): no [2]
  two: a, b
    policies (with iptables): no (never had) [1]
    policies (with ebpf): no [2]
  three: a
    policies: not verified (not found)

Sources
  [1] one 1: https://example.org/a
  [2] one 1: https://example.org/b`);
});

test('a kernel is told by the version that is asked for', () => {
  const kernel = answer('kernel=5.4', 'no', { least: '5.10' });
  expect(text({ modes: [mode('one', 'a', { ebpf: [kernel] })] })).toContain(
    '\n    kernel=5.4: it asks for 5.10 [1]\n',
  );
});

test('what is tied stands in one line, and what was not measured is said to be so', () => {
  const rankings = [
    { preference: 'latency', groups: [['one a', 'two a'], ['one b']], unmeasured: ['two b'] },
    { preference: 'cpu', unmeasured: ['one a', 'one b', 'two a', 'two b'] },
  ];
  expect(text({ needs: [], rankings })).toBe(`Eligible: none of 0 modes

By latency, best first; modes in one line are tied
  1. one a, two a
  2. one b
  not measured: two b
By cpu: not measured, so nothing is ranked; --measurements takes a file of what was`);
});

test('no line is longer than the terminal, but for addresses of pages', () => {
  const long = answer('policies', 'no', { note: 'a note of many words that has to be broken somewhere' });
  const modes = [mode('one', 'a', { iptables: [yes] }), mode('two', 'a', { iptables: [long] })];
  const lines = text({ modes, needs: ['policies', 'encryption', 'kube-proxy-replacement'] }, 40).split('\n');
  expect(lines.filter((line) => line.length > 40)).toEqual([]);
});
