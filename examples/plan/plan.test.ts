import { defineSpec, parseSpec, plannedTestbed, planSnapshot, SpecError } from 'cni-testbed/planner';

const spec = defineSpec({
  cni: 'flannel',
  workers: 2,
  reserved: [{ name: 'office', cidr: '172.20.0.0/16' }],
});

test('the plan of the team', () => {
  const text = planSnapshot(plannedTestbed(parseSpec(spec)));
  expect(`\n${text}\n`).toMatchSnapshot();
});

test('a range of the office is kept free', () => {
  const taken = parseSpec({ ...spec, podCidr: '172.20.0.0/16' });
  expect(() => plannedTestbed(taken)).toThrow(SpecError);
});
