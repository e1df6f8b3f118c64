import { parseSpec, planWarnings, type TestbedSpecInput, type Warning } from '../../lib/plan';

const warningsOf = (input: TestbedSpecInput): readonly Warning[] => planWarnings(parseSpec(input));
const codesOf = (input: TestbedSpecInput) => warningsOf(input).map(({ code, field }) => `${code} ${field}`);
const nodesIn = (nodeCidr: string) => ({ zones: [{ name: 'a', nodeCidr }] });

test('the default spec has none, in one family and in two', () => {
  expect(codesOf({})).toEqual([]);
  expect(codesOf({ ipFamily: 'dual', zones: [0, 1, 2].map((i) => zone(i)) })).toEqual([]);
});

const zone = (i: number) => ({ name: `z${i}`, nodeCidr: `192.168.${i + 1}.0/24` });

describe('Docker’s pools', () => {
  test.each(['172.18.0.0/16', '172.31.0.0/16', '172.28.128.0/17', '192.168.128.0/17', '192.168.64.0/20'])(
    'are warned of where pods or Services have %s',
    (cidr) => {
      expect(codesOf({ podCidr: cidr })).toEqual(['dockers-pool podCidr']);
      expect(codesOf({ serviceCidr: cidr })).toEqual(['dockers-pool serviceCidr']);
    },
  );

  test('are not where nodes have them: Docker leaves out what its machine has a route to', () => {
    expect(codesOf(nodesIn('192.168.1.0/24'))).toEqual([]);
    expect(codesOf(nodesIn('172.31.0.0/16'))).toEqual([]);
  });

  test('do not hold what is next to them', () => {
    expect(codesOf({ podCidr: '172.16.0.0/16' })).toEqual([]);
  });

  test('are left for a range that is free', () => {
    const [warning] = warningsOf({
      podCidr: '172.18.0.0/16',
      reserved: [{ name: 'a', cidr: '10.0.0.0/15' }],
    });
    expect(warning).toMatchObject({ code: 'dockers-pool', moves: [{ field: 'podCidr' }] });
    expect(JSON.stringify(warning)).toContain('"to":"10.2.0.0/16"');
  });
});

test('a range of class E is warned of, whoever has it, and nothing else is said of it', () => {
  expect(codesOf({ podCidr: '240.0.0.0/16' })).toEqual(['class-e podCidr']);
  expect(codesOf({ serviceCidr: '250.0.0.0/16' })).toEqual(['class-e serviceCidr']);
  expect(codesOf(nodesIn('240.1.0.0/24'))).toEqual(['class-e zones[0].nodeCidr']);
});

describe('a range outside of the private ones', () => {
  test.each([
    ['172.168.0.0/16', '172.16.0.0/16'],
    ['192.169.0.0/16', '192.168.0.0/16'],
    ['100.244.0.0/16', '10.244.0.0/16'],
    ['11.0.0.0/8', '10.0.0.0/8'],
    ['92.168.0.0/16', '192.168.0.0/16'],
    ['192.68.8.0/21', '192.168.8.0/21'],
    ['172.160.0.0/12', '172.16.0.0/12'],
  ])('%s is warned of, and taken for a slip of %s', (podCidr, meant) => {
    expect(warningsOf({ podCidr, podPrefix: 24 })).toMatchObject([
      { code: 'public-range', field: 'podCidr' },
    ]);
    expect(JSON.stringify(warningsOf({ podCidr, podPrefix: 24 }))).toContain(`"meant":"${meant}"`);
  });

  test.each(['8.8.0.0/16', '172.32.0.0/16', '198.18.0.0/15', '172.0.0.0/12'])(
    '%s is warned of, and no one slip explains it',
    (podCidr) => {
      const [warning] = warningsOf({ podCidr });
      expect(warning).toMatchObject({ code: 'public-range' });
      expect(warning).not.toHaveProperty('meant');
    },
  );

  test('is warned of where Services or nodes have it, too, and in IPv6', () => {
    expect(codesOf({ serviceCidr: '172.168.0.0/16' })).toEqual(['public-range serviceCidr']);
    expect(codesOf(nodesIn('192.169.1.0/24'))).toEqual(['public-range zones[0].nodeCidr']);
    const podCidrIPv6 = '2600:10:244::/48';
    expect(codesOf({ podCidrIPv6 })).toEqual([]);
    expect(codesOf({ podCidrIPv6, ipFamily: 'dual' })).toEqual(['public-range podCidrIPv6']);
  });

  test.each(['100.64.0.0/16', '10.0.0.0/16'])('%s is none', (podCidr) => {
    expect(codesOf({ podCidr })).toEqual([]);
  });
});

describe('fewer pods than the kubelet takes', () => {
  test('are warned of, with what fits', () => {
    expect(warningsOf({ podPrefix: 27 })).toMatchObject([{ code: 'few-pods', field: 'podPrefix', fit: 29 }]);
    expect(codesOf({ podPrefix: 26 })).toEqual(['few-pods podPrefix']);
    expect(codesOf({ podPrefix: 25 })).toEqual([]);
  });

  test('the remedy keeps to the pod network where that has room, and widens it where it has not', () => {
    const remedyOf = (input: TestbedSpecInput) => warningsOf(input)[0]?.remedy;
    expect(remedyOf({ podPrefix: 27 })).toMatch(/^Use a podPrefix of 25 or shorter,/);
    expect(remedyOf({ podPrefix: 27, podCidr: '10.244.0.0/24', workers: 6 })).toMatch(
      /^Use a podPrefix of 25 or shorter with a podCidr of \/22 or shorter,/,
    );
  });
});

test('a spec that is refused has no warnings', () => {
  expect(codesOf({ podCidr: '172.17.0.0/16', serviceCidr: '172.168.0.0/16' })).toEqual([]);
});

test('a way out that carries less than cards is warned of, unless pods are told to send no more', () => {
  expect(codesOf({ outsideMtu: 1400 })).toEqual(['outside-mtu outsideMtu']);
  expect(codesOf({ outsideMtu: 1400, podMtu: 1400 })).toEqual([]);
  expect(codesOf({ outsideMtu: 1500 })).toEqual([]);
});
