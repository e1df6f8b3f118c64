import { areGiven, SpecError } from '../../lib/plan';
import { modeChoices } from '../../lib/run/many/mode-choices';
import { requestedSpec } from '../../lib/run/spec/spec-request';

const zones = [
  { name: 'rack', nodeCidr: '10.0.0.0/24' },
  { name: 'shed', nodeCidr: '192.168.3.0/24' },
];
const nodes = [
  { name: 'control-plane-1', address: '10.0.0.5' },
  { name: 'worker-1', address: '192.168.3.44' },
];

test('every mode runs with the zones and families of a list of nodes', () => {
  const choices = modeChoices({ input: { zones, nodes } }, { cni: 'flannel' });
  expect(new Set(choices.map(({ zones: count }) => count))).toEqual(new Set([2]));
  for (const { request } of choices) {
    const spec = requestedSpec(request);
    expect([areGiven(spec.nodes), spec.ipFamily, spec.zones.length]).toEqual([true, 'ipv4', 2]);
  }
});

test('a list that is wrong is refused before any mode runs', () => {
  const twice = nodes.map((node) => ({ ...node, address: '10.0.0.5' }));
  expect(() => modeChoices({ input: { zones, nodes: twice } }, {})).toThrow(SpecError);
});
