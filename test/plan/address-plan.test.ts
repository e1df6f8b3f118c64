import fc from 'fast-check';
import { Cidr, ipv4Of } from '../../lib/net';
import {
  addressPlan,
  type Plan,
  type PlanNode,
  type Problem,
  parseSpec,
  SpecError,
  shareOf,
  type TestbedSpecInput,
} from '../../lib/plan';
import { roomySpecs } from '../arbitraries';

const planOf = (input: TestbedSpecInput): Plan => addressPlan(parseSpec(input));
const addressesOf = ({ address, podCidr, podGateway, zone }: PlanNode) =>
  JSON.stringify({ address, podCidr, podGateway, zone });

/** Nodes and pods that are in both plans have the same addresses in both. */
function expectSameAddresses(before: Plan, after: Plan): void {
  const later = new Map(after.nodes.map((node) => [node.name, node]));
  for (const node of before.nodes) expect(addressesOf(later.get(node.name)!)).toBe(addressesOf(node));
}

describe('the address plan', () => {
  test('never gives two nodes overlapping shares of the pod network', () => {
    fc.assert(
      fc.property(roomySpecs, (spec) => {
        const { nodes, families } = planOf(spec);
        for (const family of families) {
          const shares = nodes.map((node) => shareOf(node, family));
          shares.forEach((share, i) => {
            expect(shares.slice(i + 1).filter((other) => other.overlaps(share))).toEqual([]);
          });
        }
      }),
      { numRuns: 40 },
    );
  });

  test('never gives one address to two nodes or pods, in either family', () => {
    fc.assert(
      fc.property(roomySpecs, (spec) => {
        const { nodes, zones, families } = planOf(spec);
        for (const family of families) {
          const all = [
            ...zones.map(({ gateway }) => `${gateway[family]}`),
            ...nodes.flatMap((node) => [`${node.address[family]}`, `${node.podGateway?.[family]}`]),
            ...nodes.flatMap(({ pods }) => pods.map(({ address }) => `${address[family]}`)),
          ];
          expect(new Set(all).size).toBe(all.length);
        }
      }),
      { numRuns: 40 },
    );
  });

  test.each(['workers', 'controlPlanes', 'podsPerNode'] as const)(
    'keeps all addresses when it gets one more of %s',
    (field) => {
      fc.assert(
        fc.property(roomySpecs, (spec) => {
          expectSameAddresses(planOf(spec), planOf({ ...spec, [field]: spec[field]! + 1 }));
        }),
        { numRuns: 40 },
      );
    },
  );

  test('moves no pod when a node gets one more', () => {
    fc.assert(
      fc.property(roomySpecs, (spec) => {
        const after = planOf({ ...spec, podsPerNode: spec.podsPerNode! + 1 });
        planOf(spec).nodes.forEach(({ pods }, i) => {
          expect(after.nodes[i]!.pods.slice(0, pods.length)).toEqual(pods);
        });
      }),
      { numRuns: 20 },
    );
  });

  test('is the same byte for byte when the spec is the same', () => {
    fc.assert(
      fc.property(roomySpecs, (spec) => {
        expect(JSON.stringify(planOf(spec))).toBe(JSON.stringify(planOf(structuredClone(spec))));
      }),
      { numRuns: 20 },
    );
  });

  test('gives every node the first share where no CNI hands shares out', () => {
    const { nodes } = addressPlan(parseSpec({ workers: 3 }), 'shared');
    expect(nodes.map(({ podCidr }) => `${podCidr?.ipv4}`)).toEqual(Array(4).fill('10.244.0.0/24'));
  });

  test('fills a zone to its last address with control planes from above and workers from below', () => {
    const { nodes } = planOf({
      controlPlanes: 7,
      workers: 6,
      firstNodeHost: 2,
      podsPerNode: 0,
      zones: [{ name: 'a', nodeCidr: '10.1.0.0/28' }],
    });
    const last = nodes.map(({ address }) => Number(ipv4Of(address).value & 15n)).sort((a, b) => a - b);
    expect(last).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
  });

  test('plans 5,000 nodes in both families', () => {
    const { nodes } = planOf({
      ipFamily: 'dual',
      controlPlanes: 7,
      workers: 4993,
      podPrefix: 26,
      podCidr: '10.64.0.0/13',
      serviceCidr: '10.112.0.0/12',
      podCidrIPv6: 'fd00:10:244::/48',
      zones: [{ name: 'a', nodeCidr: '10.0.0.0/16' }],
    });
    expect(nodes).toHaveLength(5000);
    expect(new Set(nodes.map(({ podCidr }) => `${podCidr?.ipv6}`)).size).toBe(5000);
  });

  test('has the cluster DNS at the tenth address of the services, and the API on the first control plane', () => {
    const { dnsService, apiEndpoint, serviceCidr } = planOf({ serviceCidr: '10.50.0.0/24' });
    expect(`${dnsService.ipv4}`).toBe('10.50.0.10');
    expect(ipv4Of(serviceCidr).contains(ipv4Of(dnsService))).toBe(true);
    expect(`${apiEndpoint.address}:${apiEndpoint.port}`).toBe('192.168.1.10:6443');
  });

  test('counts as much room as there is', () => {
    fc.assert(
      fc.property(roomySpecs, (spec) => {
        const { capacity, zones } = planOf(spec);
        const room = zones.reduce((sum, { name }) => sum + capacity.nodeAddresses[name]!.total!, 0);
        const used = zones.reduce((sum, { name }) => sum + capacity.nodeAddresses[name]!.used, 0);
        expect(used).toBe(capacity.nodeShares!.used);
        expect(room).toBe(zones.length * (255 - spec.firstNodeHost!));
        expect(capacity.nodeShares!.total).toBe(2 ** (spec.podPrefix! - 16));
      }),
      { numRuns: 20 },
    );
  });
});

describe('a proposed range', () => {
  test('corrects the spec when all proposals are followed at once', () => {
    const broken: TestbedSpecInput = {
      podCidr: '10.0.0.0/16',
      serviceCidr: '10.0.0.0/16',
      zones: [
        { name: 'a', nodeCidr: '10.0.0.0/16' },
        { name: 'b', nodeCidr: '172.17.0.0/16' },
      ],
      reserved: [{ name: 'office', cidr: '10.1.0.0/16' }],
    };
    let corrected = broken;
    const refused = problemsOf(broken);
    expect(refused).toHaveLength(3);
    for (const problem of refused)
      if (problem.code === 'overlap')
        for (const { field, to } of problem.moves) corrected = moved(corrected, field, `${to}`);
    expect(problemsOf(corrected)).toEqual([]);
    expect(Cidr.parse(corrected.podCidr!).prefix).toBe(16);
  });
});

function problemsOf(input: TestbedSpecInput): readonly Problem[] {
  try {
    planOf(input);
    return [];
  } catch (error) {
    if (error instanceof SpecError) return error.problems;
    throw error;
  }
}

function moved(spec: TestbedSpecInput, field: string, range: string): TestbedSpecInput {
  const zone = /^zones\[(\d)\]\.nodeCidr$/.exec(field)?.[1];
  if (zone === undefined) return { ...spec, [field]: range };
  const zones = spec.zones!.map((one, i) => (i === Number(zone) ? { ...one, nodeCidr: range } : one));
  return { ...spec, zones };
}
