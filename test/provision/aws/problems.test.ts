import { SpecError } from '../../../lib/plan';
import type { AwsTestbedSpecInput } from '../../../lib/provision';
import { bareOverZones, clusterOf, twoZones } from './fixtures';

function problemsOf(input: AwsTestbedSpecInput): string[] {
  try {
    clusterOf(input);
  } catch (error) {
    if (error instanceof SpecError) return error.message.split('\n');
    throw error;
  }
  return [];
}

test('the default spec is sound on AWS', () => expect(problemsOf({})).toEqual([]));

test.each<[string, AwsTestbedSpecInput, RegExp]>([
  [
    'nodes that start at .2',
    { firstNodeHost: 2 },
    /^firstNodeHost = 2: AWS keeps the first 4 addresses of every subnet\. Use 4 or more/,
  ],
  [
    'a load balancer without an address',
    { firstNodeHost: 4, controlPlanes: 3 },
    /^firstNodeHost = 4: .*load balancer.* Use 5 or more/,
  ],
  [
    'a /28 for 40 nodes',
    { workers: 39, zones: [{ name: 'a', nodeCidr: '10.0.0.0/28' }] },
    /^zones\[0\]\.nodeCidr = "10\.0\.0\.0\/28": 40 nodes .* need more than its 5 addresses/,
  ],
  [
    'a subnet that is too small for AWS',
    { workers: 0, firstNodeHost: 4, zones: [{ name: 'a', nodeCidr: '10.0.0.0/29' }] },
    /^zones\[0\]\.nodeCidr = "10\.0\.0\.0\/29": a subnet of a VPC is between \/16 and \/28/,
  ],
  [
    'a subnet that is too large for AWS',
    { podCidr: '172.20.0.0/16', zones: [{ name: 'a', nodeCidr: '10.0.0.0/12' }] },
    /a subnet of a VPC is between/,
  ],
  [
    'an unknown region',
    { aws: { region: 'eu-central-9' } },
    /^aws\.region = "eu-central-9": there is no such region\. Did you mean eu-central-1, eu-central-2\?$/,
  ],
  [
    'an availability zone for a region',
    { aws: { region: 'us-east-1a' } },
    /^aws\.region = "us-east-1a": there is no such region\. Did you mean us-east-1\?$/,
  ],
  [
    'a word that is no instance type',
    { aws: { instanceType: 'medium' } },
    /^aws\.instanceType = "medium": an instance type is a family/,
  ],
  [
    'an instance too small for kubeadm',
    { aws: { instanceType: 't3.micro' } },
    /^aws\.instanceType = "t3\.micro": kubeadm wants 2 processors/,
  ],
  ['one processor', { aws: { instanceType: 'c6g.medium' } }, /kubeadm wants 2 processors/],
  [
    'a burstable instance in a placement group',
    { aws: { placementGroup: true } },
    /^aws\.placementGroup = true: t3\.medium is burstable/,
  ],
  [
    'a placement group over two zones',
    { zones: twoZones, aws: { placementGroup: true, instanceType: 'c6in.large' } },
    /^aws\.placementGroup = true: a placement group is in one zone, and there are 2/,
  ],
  [
    'two control planes',
    { controlPlanes: 2 },
    /^controlPlanes = 2: each holds a member of etcd, .* Use 1 or 3\.$/,
  ],
  ['an image id that is none', { aws: { amiId: 'ubuntu' } }, /^aws\.amiId = "ubuntu": an image id is ami-/],
  ['dual stack', { ipFamily: 'dual' }, /^ipFamily = "dual": a VPC's IPv6 range is given by Amazon/],
  [
    'an MTU that a VPC does not have',
    { underlayMtu: 1500 },
    /^underlayMtu = 1500: the network of a VPC carries 9001 bytes\. Leave it out/,
  ],
  [
    'a zone that is no letter',
    { zones: [{ name: 'zone-1', nodeCidr: '10.0.0.0/24' }] },
    /^zones\[0\]\.name = "zone-1": on AWS a zone's name is the letter/,
  ],
  [
    'a zone that the region has not',
    { zones: [{ name: 'd', nodeCidr: '10.0.0.0/24' }], aws: { region: 'eu-central-1' } },
    /^zones\[0\]\.name = "d": eu-central-1 has no zone eu-central-1d\. Use some of a, b, c/,
  ],
  [
    'too few addresses for the pods that every node has',
    { podPrefix: 30, podsPerNode: 1 },
    /^podPrefix = 30: a node may have 8 pods at once .* and has room for 1\. Use 28 or less/,
  ],
  [
    'more nodes than a machine can be told of',
    {
      workers: 1900,
      podCidr: '10.0.0.0/8',
      zones: [{ name: 'a', nodeCidr: '172.20.0.0/16' }],
      serviceCidr: '192.168.0.0/20',
    },
    /^workers = too many: control-plane-1 starts from \d+ bytes, and a machine takes 16384/,
  ],
  [
    'host-gw over two zones',
    { mode: 'host-gw', zones: twoZones },
    /^zones = a 192\.168\.0\.0\/24, b 192\.168\.1\.0\/24: flannel host-gw routes straight/,
  ],
  [
    'zones too far apart for one VPC',
    {
      zones: [
        { name: 'a', nodeCidr: '10.0.0.0/24' },
        { name: 'b', nodeCidr: '10.9.0.0/24' },
      ],
    },
    /^zones = 10\.0\.0\.0\/24, 10\.9\.0\.0\/24: their node networks must lie in one \/16/,
  ],
  [
    'pods inside the range between two zones',
    {
      podCidr: '10.0.64.0/18',
      zones: [
        { name: 'a', nodeCidr: '10.0.0.0/24' },
        { name: 'b', nodeCidr: '10.0.200.0/24' },
      ],
    },
    /the VPC around them \(10\.0\.0\.0\/16\) would overlap podCidr/,
  ],
  ['a CNI that is for the lab only', { cni: 'none' }, /^cni = "none": it exists in the lab only/],
  [
    'more VPC routes than a table takes',
    {
      ...bareOverZones,
      workers: 600,
      podCidr: '10.32.0.0/12',
      zones: [
        { name: 'a', nodeCidr: '192.168.0.0/22' },
        { name: 'b', nodeCidr: '192.168.4.0/22' },
      ],
    },
    /^workers = 601 nodes: .* a route table has room for 497/,
  ],
  [
    'control planes of another processor',
    { aws: { instanceType: 'c6g.large', controlPlaneInstanceType: 'c6i.large' } },
    /^aws\.controlPlaneInstanceType = "c6i\.large": its processor is amd64, and that of c6g\.large is arm64: .* Use a type with arm64\.$/,
  ],
  [
    'control planes too small for kubeadm',
    { aws: { controlPlaneInstanceType: 't3.nano' } },
    /^aws\.controlPlaneInstanceType = "t3\.nano": kubeadm wants 2 processors/,
  ],
  [
    'a zone without a subnet',
    { zones: twoZones, aws: { subnetIds: { a: 'subnet-0123456789abcdef0' } } },
    /^aws\.subnetIds = a: there is no subnet for zone b\. Give one for each of a, b\.$/,
  ],
  [
    'a subnet without a zone',
    { aws: { subnetIds: { a: 'subnet-0123456789abcdef0', c: 'subnet-0123456789abcdef1' } } },
    /^aws\.subnetIds\.c = "subnet-0123456789abcdef1": there is no zone c/,
  ],
  [
    'a name for the id of a subnet',
    { aws: { subnetIds: { a: 'my-subnet' } } },
    /^aws\.subnetIds\.a = "my-subnet": the id of a subnet is subnet-/,
  ],
  ['a name for the id of a VPC', { aws: { vpcId: 'main' } }, /^aws\.vpcId = "main": the id of a VPC is vpc-/],
  [
    'no way out of a VPC that is there',
    { aws: { vpcId: 'vpc-0123456789abcdef0', publicAddresses: false } },
    /^aws\.publicAddresses = false: in vpc-0123456789abcdef0 the stack makes no NAT gateway/,
  ],
  [
    'routes to pods in route tables of others',
    {
      ...bareOverZones,
      aws: { subnetIds: { a: 'subnet-0123456789abcdef0', b: 'subnet-0123456789abcdef1' } },
    },
    /^aws\.subnetIds = subnet-0123456789abcdef0, subnet-0123456789abcdef1: un-encapsulated pods .* are not the stack's/,
  ],
  [
    'no room for a NAT gateway',
    { podCidr: '100.64.0.0/10', aws: { publicAddresses: false } },
    /^aws\.publicAddresses = false: the subnet of the NAT gateway is a part of 100\.64\.0\.0\/10/,
  ],
  [
    'a tag of the stack',
    { aws: { tags: { 'testbed-name': 'x' } } },
    /^aws\.tags\.testbed-name = "x": Name, and what/,
  ],
  [
    'a tag with a blank',
    { aws: { tags: { 'my team': 'x' } } },
    /^aws\.tags\.my team = "x": a key has 1 to 128/,
  ],
  [
    'a tag that is no text for AWS',
    { aws: { tags: { team: 'a|b' } } },
    /^aws\.tags\.team = "a\|b": a value has/,
  ],
  [
    'nine tags',
    { aws: { tags: Object.fromEntries([...'abcdefghi'].map((key) => [key, ''])) } },
    /^aws\.tags = 9 tags: an object in a bucket takes 10, and 2 are the stack's own\. Use 8 or fewer\.$/,
  ],
])('%s: a spec error', (_, input, wanted) => {
  const problems = problemsOf(input);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(wanted);
});

test('problems of AWS, plan and CNI come in one report', () => {
  const problems = problemsOf({
    firstNodeHost: 2,
    podCidr: '192.168.0.0/16',
    aws: { region: 'mars', instanceType: 'big' },
  });
  expect(problems.map((line) => line.split(' =')[0])).toEqual([
    'aws.region',
    'aws.instanceType',
    'firstNodeHost',
    'podCidr',
  ]);
});

test('on AWS the MTU between nodes is 9001 bytes where the spec does not say', () =>
  expect(clusterOf({}).plan.underlayMtu).toBe(9001));

test('three control planes have their API at the address before the first node', () =>
  expect(`${clusterOf({ controlPlanes: 3 }).plan.apiEndpoint.address}`).toBe('192.168.1.9'));
