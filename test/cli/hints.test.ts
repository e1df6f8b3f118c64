/** What was likely meant, and which command does what was asked of another one. */

import { printing } from '../../lib/cli/io/streams';
import { testbedProgram } from '../../lib/cli/testbed-program';
import { cnis } from '../../lib/cni';
import { collect, type Problem } from '../../lib/plan';
import { requestedSpec } from '../../lib/run';
import { plannedTestbed } from '../../lib/testbed';
import { run } from './run';

test.each([
  [['plan', '--cni', 'flanel'], 'flannel'],
  [['plan', '--cni', 'Cilium'], 'cilium'],
  [['plan', '--cni', 'calico', '--mode', 'vxlna'], 'vxlan'],
  [['plan', '--cni', 'cilium', '--data-plane', 'ebfp'], 'ebpf'],
  [['lab', '--fault', 'rout-missing'], 'route-missing'],
  [['faults', '--only', 'mtu-blackhole'], 'mtu-black-hole'],
  [['plan', '--scenario', 'conflit'], 'conflict'],
  [['plan', '--for', 'nsxt'], 'nsx-t'],
  [['plan', '--target', 'locl'], 'local'],
  [['choose', '--need', 'polices'], 'policies'],
  [['choose', '--prefer', 'latncy'], 'latency'],
  [['measure', '--only', 'rrt'], 'rtt'],
  [['explain', 'worker-1', 'worker2', '--protocol', 'tpc'], 'tcp'],
  [['explain', 'pod:worker1/0', 'node:worker-2'], 'pod:worker-1/0'],
  [['completion', 'bsh'], undefined],
  [['plna'], 'plan'],
  [['export', 'mini-kube'], 'minikube'],
  [['plan', '--nods', '3'], '--nodes'],
  [['plan', '--cni', 'weave'], undefined],
])('%j ends with exit code 2 and names %s', async (argv, meant) => {
  const { code, stderr } = await run(argv);
  expect(code).toBe(2);
  expect(/Did you mean (\S+)\?/.exec(stderr)?.[1]).toBe(meant);
});

describe("another CNI's mode or data plane", () => {
  const problemOf = (input: Record<string, string>): Problem[] => {
    const found: Problem[] = [];
    collect(found, () => plannedTestbed(requestedSpec({ input })));
    return found;
  };
  const having = (mode: string) =>
    cnis.flatMap((cni) => (cni.modes.some(({ name }) => name === mode) ? [cni.name] : []));

  test('is told with the CNIs that have it', () => {
    expect(problemOf({ cni: 'calico', mode: 'host-gw' })).toMatchObject([{ owners: having('host-gw') }]);
    expect(problemOf({ mode: 'bgp' })).toMatchObject([{ code: 'not-a-choice', owners: having('bgp') }]);
    expect(problemOf({ dataPlane: 'ebpf' })).toMatchObject([
      { field: 'dataPlane', owners: ['calico', 'cilium'] },
    ]);
    expect(problemOf({ mode: 'gre' })).toMatchObject([{ owners: [] }]);
  });

  test('is said so', async () => {
    const { stderr } = await run(['plan', '--cni', 'calico', '--mode', 'host-gw']);
    expect(stderr).toContain(
      '--mode host-gw: it is a mode of flannel, not of calico. Choose flannel as the CNI, or ',
    );
  });
});

test.each([
  [['lab', '--target', 'kubernetes'], 'testbed test --target kubernetes'],
  [['faults', '--target', 'kubernetes'], 'testbed test --target kubernetes'],
  [['test', '--target', 'aws'], 'testbed plan --target aws'],
  [['lab', '--target', 'kind'], 'testbed export kind'],
  [['test', '--target', 'predicted'], 'testbed lab --predict-only'],
])('%j names the command that does it: %s', async (argv, command) => {
  const { code, stderr } = await run(argv);
  expect([code, stderr]).toEqual([2, expect.stringContaining(`\`${command}\``)]);
});

test('--help lists every command in a group of its concern', () => {
  const streams = printing({ stdout: process.stdout, stderr: process.stderr });
  const program = testbedProgram(
    streams,
    () => {},
    (text) => text,
  );
  const groups = program
    .createHelp()
    .visibleCommands(program)
    .map((command) => command.helpGroup());
  expect(groups.filter((group) => group === '')).toEqual([]);
  expect(new Set(groups).size).toBeGreaterThan(4);
});
