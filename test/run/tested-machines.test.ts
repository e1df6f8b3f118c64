import type { NodeStatus } from '../../lib/provision/watch';
import { seenMachines, testedMachines } from '../../lib/run/cluster/tested-machines';
import { flannelObservations } from '../provision/aws/emulator/observed';
import { factsOf } from '../provision/machines';

const names = ['control-plane-1', 'worker-1', 'worker-2'];
const status = (name: string, incarnation?: string): NodeStatus => ({
  ...{ name, role: 'worker', address: '192.168.1.10', stage: 'ready', state: 'done' },
  machine: factsOf(name, incarnation),
});
const observations = seenMachines(flannelObservations());

test('the machines of results are what each said of itself, with the boot and kernel that its kubelet saw', () => {
  const found = testedMachines(
    'aws-flannel',
    names.map((name) => status(name)),
    observations,
    'testbed rerun aws-flannel',
  );
  expect(found[1]).toEqual({
    node: 'worker-1',
    id: 'i-0-worker-1',
    type: 't3.medium',
    zone: 'us-east-1a',
    placementGroup: '',
    kernel: '6.17.0-1010-aws',
    bootId: 'boot-0-worker-1',
  });
  expect(found.map(({ node }) => node)).toEqual(names);
});

test('what was seen on a machine that has been replaced since is no result, and the new machine is named', () => {
  const nodes = names.map((name) => status(name, name === 'worker-2' ? '1' : '0'));
  expect(() => testedMachines('aws-flannel', nodes, observations, 'testbed rerun')).toThrow(
    /^the connectivity Jobs of aws-flannel ran before these machines were there: worker-2 \(i-1-worker-2\)$/,
  );
});
