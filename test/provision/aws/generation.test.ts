/** What makes a new generation: machines of another one are replaced, and what the old ones saw does not count. */
import type { AwsTestbedSpecInput } from '../../../lib/provision';
import { awsSpecSchema } from '../../../lib/provision/aws/spec';
import { bootOf, clusterOf, twoZones } from './fixtures';

const generation = (input: AwsTestbedSpecInput) => bootOf('aws-test', clusterOf(input)).generation;
const usual: AwsTestbedSpecInput = { aws: { instanceType: 'c6in.large' } };

/** A change of each field of AWS' part. */
const changes: Readonly<Record<keyof typeof awsSpecSchema.shape, unknown>> = {
  region: 'eu-central-1',
  instanceType: 'c6in.xlarge',
  controlPlaneInstanceType: 'c6in.2xlarge',
  amiId: 'ami-0123456789abcdef0',
  ubuntuRelease: '26.04',
  diskGiB: 40,
  spot: true,
  placementGroup: true,
  vpcId: 'vpc-0123456789abcdef0',
  subnetIds: { a: 'subnet-0123456789abcdef0' },
  publicAddresses: false,
  sources: { proxy: { http: 'http://proxy.example.com:3128' } },
  tags: { team: 'network' },
  ttlHours: 9,
  gate: 'none',
  gateSeconds: 60,
  instanceHourUsd: 1,
};

test('every setting of AWS makes another one but for what no machine knows of: the gate, the price and the tags', () => {
  const fields = Object.keys(awsSpecSchema.shape);
  expect(Object.keys(changes).sort()).toEqual([...fields].sort());
  const same = Object.entries(changes)
    .filter(([field, value]) => generation({ aws: { ...usual.aws, [field]: value } }) === generation(usual))
    .map(([field]) => field);
  expect(same.sort()).toEqual(['gate', 'gateSeconds', 'instanceHourUsd', 'tags']);
});

test.each<[string, AwsTestbedSpecInput]>([
  ['the letter of a zone', { ...usual, zones: [{ name: 'b', nodeCidr: '192.168.1.0/24' }] }],
  ['the number of zones', { ...usual, zones: twoZones }],
  ['the place of the first node', { ...usual, firstNodeHost: 20 }],
  ['the mode', { ...usual, mode: 'wireguard' }],
])('%s makes another one', (_, input) => expect(generation(input)).not.toBe(generation(usual)));

test('the same spec is the same one', () => expect(generation(usual)).toBe(generation({ ...usual })));
