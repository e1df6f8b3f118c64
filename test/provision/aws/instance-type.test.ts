import { machineOf, parseInstanceType } from '../../../lib/provision/aws/instance-type';

test.each([
  ['t3.medium', 'amd64'],
  ['c6in.8xlarge', 'amd64'],
  ['m7i-flex.large', 'amd64'],
  ['g5.xlarge', 'amd64'],
  ['c6a.large', 'amd64'],
  ['x2iedn.metal', 'amd64'],
  ['u-6tb1.metal', 'amd64'],
  ['u-24tb1.112xlarge', 'amd64'],
  ['u7i-12tb.224xlarge', 'amd64'],
  ['t4g.small', 'arm64'],
  ['c7gn.16xlarge', 'arm64'],
  ['m8g.metal-24xl', 'arm64'],
  ['g5g.xlarge', 'arm64'],
  ['im4gn.large', 'arm64'],
  ['a1.large', 'arm64'],
])('%s has an %s processor', (name, machine) => expect(machineOf(parseInstanceType(name)!)).toBe(machine));

test.each([
  't3',
  'medium',
  't3.big',
  'T3.medium',
  't3.medium ',
  '3t.large',
  'ml.t3.medium',
  't3..medium',
  'u-6tb.metal',
  'u.metal',
])('%p is no instance type', (name) => expect(parseInstanceType(name)).toBeUndefined());
