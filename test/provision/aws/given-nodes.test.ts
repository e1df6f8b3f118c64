import { SpecError } from '../../../lib/plan';
import type { AwsTestbedSpecInput } from '../../../lib/provision';
import { addresses, clusterOf, synth } from './fixtures';

const zones = [{ name: 'a', nodeCidr: '10.0.0.0/24' }];
const nodes = [
  { name: 'network', role: 'control-plane', address: '10.0.0.5' },
  { name: 'firewall', role: 'worker', address: '10.0.0.17' },
] as const;

function problemsOf(input: AwsTestbedSpecInput): string[] {
  try {
    clusterOf(input);
    return [];
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    return error.problems.map(({ code, field }) => `${code} ${field}`);
  }
}

test('instances have the addresses of the list, whatever else of the stack has their names', () => {
  const json = synth(clusterOf({ zones, nodes }));
  expect(addresses(json).filter((address) => address.startsWith('aws_instance'))).toEqual([
    'aws_instance node-firewall/instance',
    'aws_instance node-network/instance',
  ]);
  const instances = Object.values(json.resource!.aws_instance!) as { private_ip?: string }[];
  expect(instances.map(({ private_ip }) => private_ip)).toEqual(['10.0.0.17', '10.0.0.5']);
});

test('addresses that AWS keeps, and that of the load balancer, are refused', () => {
  const more = (address: string) => [...nodes, { name: 'third', role: 'control-plane', address } as const];
  expect(problemsOf({ zones, nodes: [nodes[0], { ...nodes[1], address: '10.0.0.3' }] })).toEqual([
    'aws/reserved-addresses nodes[1].address',
  ]);
  const fourth = { name: 'fourth', role: 'control-plane', address: '10.0.0.9' } as const;
  expect(problemsOf({ zones, nodes: [...more('10.0.0.8'), fourth] })).toEqual([
    'aws/reserved-addresses nodes[3].address',
  ]);
});
