import { awsSpec, costText, estimateCost, prices } from '../../../lib/provision';

test('three small nodes cost what the table says', () => {
  const { parts, hourUsd, untilTtlUsd } = estimateCost(awsSpec({}));
  expect(parts.map(({ what, hourUsd: usd }) => `${what}: ${usd?.toFixed(4)}`)).toEqual([
    '3 instances t3.medium: 0.1248',
    '3 public IPv4 addresses: 0.0150',
    '3 disks of 30 GiB: 0.0099',
  ]);
  expect(hourUsd).toBeCloseTo(0.1497, 4);
  expect(untilTtlUsd).toBeCloseTo(8 * hourUsd, 9);
});

test('several control planes pay for a load balancer', () =>
  expect(estimateCost(awsSpec({ controlPlanes: 3 })).parts.at(-1)).toEqual({
    what: '1 network load balancer for the API',
    hourUsd: prices.loadBalancerHour,
  }));

test('an instance without a known price is left out of the sum, and the estimate says so', () => {
  const { parts, notes } = estimateCost(awsSpec({ aws: { instanceType: 'c7gn.16xlarge' } }));
  expect(parts[0]).toEqual({ what: '3 instances c7gn.16xlarge' });
  expect(notes).toContain(
    'not in the sum, no price known: 3 instances c7gn.16xlarge; set aws.instanceHourUsd',
  );
});

test("the spec's own price beats the table", () =>
  expect(estimateCost(awsSpec({ aws: { instanceHourUsd: 1 } })).parts[0]?.hourUsd).toBe(3));

test('another table can take the place of the built-in one', () =>
  expect(estimateCost(awsSpec({}), { ...prices, publicAddressHour: 1 } as never).parts[1]?.hourUsd).toBe(3));

test('the estimate tells the date and basis of its prices, and what is missing', () => {
  const { notes } = estimateCost(awsSpec({ aws: { region: 'eu-central-1', spot: true } }));
  expect(notes.join('\n')).toMatch(/as of \d{4}-\d\d, us-east-1, on demand: eu-central-1 differs/);
  expect(notes).toContain('spot instances cost less than this');
});

test('the estimate reads as the snapshot', () =>
  expect(costText(estimateCost(awsSpec({ controlPlanes: 3 })))).toMatchInlineSnapshot(`
    "5 instances t3.medium                0.2080
    5 public IPv4 addresses              0.0250
    5 disks of 30 GiB                    0.0164
    1 network load balancer for the API  0.0225
    US dollars an hour                   0.2719 (2.18 until the time to live ends)
    - prices as of 2026-06, us-east-1, on demand
    - without traffic and taxes; the instances end themselves after 8 h"
  `));

test('control planes of another type are a part of their own, with the price of that type', () => {
  const aws = { instanceType: 'm7i.large', controlPlaneInstanceType: 'c7i.large', instanceHourUsd: 1 };
  const { parts } = estimateCost(awsSpec({ aws }));
  expect(parts.slice(0, 2)).toEqual([
    { what: '1 instance c7i.large', hourUsd: prices.instanceHour['c7i.large'] },
    { what: '2 instances m7i.large', hourUsd: 2 },
  ]);
});

test('nodes without public addresses pay for the NAT gateway, and not where subnets have a way out', () => {
  const what = (aws: object) => estimateCost(awsSpec({ aws })).parts.map((part) => part.what);
  const nat = '1 NAT gateway with its address';
  expect(what({ publicAddresses: false })).toEqual(['3 instances t3.medium', nat, '3 disks of 30 GiB']);
  const subnetIds = { a: 'subnet-0123456789abcdef0' };
  expect(what({ publicAddresses: false, subnetIds })).toEqual(['3 instances t3.medium', '3 disks of 30 GiB']);
});
