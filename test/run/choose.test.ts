/** Which modes meet needs, by made-up CNIs whose cells are known. */
import {
  type Capabilities,
  type Cell,
  type Cni,
  type CniChoice,
  cnis,
  type KernelCell,
  nothingVerified,
} from '../../lib/cni';
import type { Choice } from '../../lib/report';
import { choose, RunError, type Standings } from '../../lib/run';

const claim = (has: boolean | 'partly'): Cell => ({
  has,
  version: '1',
  source: 'https://example.org/',
  note: 'as far as that',
});
const floor = (least: string): KernelCell => ({ least, version: '1', source: 'https://example.org/' });

const real = cnis.find(({ deployment }) => deployment)!;

/** A CNI with these modes, and with what it says of each choice. */
function made(
  name: string,
  modes: readonly string[],
  cells: (choice: CniChoice) => Partial<Capabilities>,
  more: Partial<Cni> = {},
): Cni {
  return {
    ...real,
    name,
    modes: modes.map((mode) => ({ ...real.modes[0]!, name: mode })),
    dataPlanes: ['iptables', 'ebpf'],
    capabilities: (choice) => ({ ...nothingVerified('1'), ...cells(choice) }),
    ...more,
  };
}

const plugins = [
  made('one', ['plain', 'other'], ({ mode, dataPlane }) => ({
    policies: claim(true),
    encryption: claim(mode.name === 'other'),
    'kube-proxy-replacement': claim(dataPlane === 'ebpf'),
    kernel: floor(dataPlane === 'ebpf' ? '5.10' : '4.19'),
  })),
  made('two', ['plain'], () => ({ policies: claim('partly'), encryption: claim(false) })),
  made('lab', ['plain'], () => ({ policies: claim(true) }), { deployment: undefined }),
];

/** `one plain: iptables, ebpf`, a line for each eligible mode. */
const eligible = ({ modes }: Choice) =>
  modes
    .filter((mode) => mode.eligible)
    .map(({ cni, mode, dataPlanes }) => {
      const planes = dataPlanes.filter((one) => one.eligible).map(({ dataPlane }) => dataPlane);
      return `${cni} ${mode}: ${planes.join(', ')}`;
    });

const chosenFor = (...needs: string[]) => choose({ needs }, plugins);

describe('a mode is eligible', () => {
  test('without any need, where a real cluster can run it', () =>
    expect(eligible(chosenFor())).toEqual([
      'one plain: iptables, ebpf',
      'one other: iptables, ebpf',
      'two plain: iptables, ebpf',
    ]));

  test('where it meets all needs, in part or whole', () => {
    expect(eligible(chosenFor('policies'))).toHaveLength(3);
    expect(eligible(chosenFor('policies', 'encryption'))).toEqual(['one other: iptables, ebpf']);
  });

  test('with the data planes that meet them', () =>
    expect(eligible(chosenFor('kube-proxy-replacement'))).toEqual(['one plain: ebpf', 'one other: ebpf']));

  test('not where nobody says so of this version', () => expect(eligible(chosenFor('bgp'))).toEqual([]));

  test.each([
    ['4.18', []],
    ['4.19', ['one plain: iptables', 'one other: iptables']],
    ['4.19.0-27-amd64', ['one plain: iptables', 'one other: iptables']],
    ['5.9', ['one plain: iptables', 'one other: iptables']],
    ['5.10', ['one plain: iptables, ebpf', 'one other: iptables, ebpf']],
    ['6.0', ['one plain: iptables, ebpf', 'one other: iptables, ebpf']],
  ])('on the kernel %s where it asks for none that is newer', (kernel, lines) =>
    expect(eligible(chosenFor(`kernel=${kernel}`))).toEqual(lines),
  );
});

describe('an answer', () => {
  const answers = (need: string) =>
    chosenFor(need).modes.map(({ dataPlanes }) => dataPlanes.map(({ answers: [answer] }) => answer));

  test('has what the cell says', () =>
    expect(answers('policies')[2]![0]).toEqual({
      need: 'policies',
      standing: 'partly',
      version: '1',
      source: 'https://example.org/',
      note: 'as far as that',
    }));

  test('on a kernel names the one that is asked for', () =>
    expect(answers('kernel=5.4')[0]).toEqual([
      expect.objectContaining({ need: 'kernel=5.4', standing: 'yes', least: '4.19' }),
      expect.objectContaining({ need: 'kernel=5.4', standing: 'no', least: '5.10' }),
    ]));

  test('that is not verified has a note', () =>
    expect(answers('bgp')[0]![0]).toEqual({
      need: 'bgp',
      standing: 'unverified',
      version: '1',
      note: 'nothing was read of it',
    }));

  test('is given once to a need that is given twice', () =>
    expect(chosenFor('policies', 'policies').needs).toEqual(['policies']));
});

describe('a word', () => {
  const problemOf = (act: () => unknown) => {
    try {
      act();
    } catch (error) {
      if (error instanceof RunError) return error.problem;
      throw error;
    }
    throw new Error('it was not refused');
  };

  test.each(['nothing', '', 'Policies', 'policies=1', 'constructor', '=5.10', 'kernel2'])(
    'such as %j is no need, and those that are get named',
    (need) =>
      expect(problemOf(() => chosenFor(need))).toEqual({
        code: 'unknown-capability',
        capability: need,
        known: expect.arrayContaining(['policies', 'kernel']),
      }),
  );

  test.each(['kernel', 'kernel=', 'kernel=5', 'kernel=new', 'kernel=5.x', 'kernel=5.10\n', 'kernel=-5.10'])(
    'such as %j names no kernel',
    (need) => expect(problemOf(() => chosenFor(need))).toEqual({ code: 'not-a-kernel', need }),
  );

  test('is refused where there is no such preference, with those that there are', () =>
    expect(problemOf(() => choose({ prefer: ['beauty'] }, plugins))).toMatchObject({
      code: 'unknown-preference',
      preference: 'beauty',
      known: expect.arrayContaining(['latency', 'cpu']),
    }));
});

describe('a ranking', () => {
  test('has no groups where nothing was measured', () =>
    expect(choose({ needs: ['encryption'], prefer: ['latency'] }, plugins).rankings).toEqual([
      { preference: 'latency', unmeasured: ['one other'] },
    ]));

  test('is of the eligible modes, with ties as they are and what was not measured beside it', () => {
    const groups = [['one other'], ['two plain']];
    const standings = () => ({ groups, inLab: true });
    expect(choose({ prefer: ['cpu'], standings }, plugins).rankings).toEqual([
      { preference: 'cpu', groups, inLab: true, unmeasured: ['one plain'] },
    ]);
    const tied = { groups: [['two plain', 'one plain', 'one other']], inLab: false };
    expect(choose({ prefer: ['cpu'], standings: () => tied }, plugins).rankings).toEqual([
      { preference: 'cpu', groups: tied.groups, unmeasured: [] },
    ]);
  });

  test('is not of a mode that was measured with another data plane than one that meets the needs', () => {
    const asked = { name: 'one', mode: 'plain' };
    const standings: Standings = (_, isEligible) => {
      const found = ['iptables', 'ebpf'].filter((dataPlane) => isEligible({ ...asked, dataPlane }));
      return { groups: [found], inLab: true };
    };
    const { rankings } = choose({ needs: ['kube-proxy-replacement'], prefer: ['cpu'], standings }, plugins);
    expect(rankings[0]!.groups).toEqual([['ebpf']]);
  });

  test('is asked for each preference by its name, with the modes that are eligible', () => {
    const asked: string[] = [];
    const modes = plugins.flatMap((cni) => cni.modes.map(({ name: mode }) => ({ name: cni.name, mode })));
    const standings: Standings = (name, isEligible) => {
      const eligible = modes.filter((mode) => isEligible({ ...mode, dataPlane: 'ebpf' }));
      expect(eligible.map(({ name: cni, mode }) => `${cni} ${mode}`)).toEqual([
        ...['one plain', 'one other', 'two plain'],
      ]);
      asked.push(name);
      return undefined;
    };
    const { rankings } = choose({ prefer: ['cpu', 'latency', 'cpu'], standings }, plugins);
    expect(asked).toEqual(['cpu', 'latency']);
    expect(rankings.map(({ groups }) => groups)).toEqual([undefined, undefined]);
  });
});

test('the CNIs of the testbed give an answer to every need', () => {
  const { modes } = choose({ needs: ['policies', 'kernel=6.8'] });
  expect(modes).toHaveLength(cnis.flatMap((cni) => cni.modes).length);
  expect(modes.filter((mode) => mode.eligible).length).toBeGreaterThan(5);
});
