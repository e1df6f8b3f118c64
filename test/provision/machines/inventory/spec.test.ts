/** Specs whose machines are in an inventory: the same as with a list of their own, and problems at their place. */
import { basename } from 'node:path';
import { type Problem, SpecError } from '../../../../lib/plan';
import { appContext } from '../../../../lib/provision/stacks/app-context';
import { checkMachines, planFor, readSpecFile } from '../../../../lib/run';
import { machinesIn, withNames } from '../../../../lib/run/machines/machines-spec';
import { run } from '../../../cli/run';
import { folder, written } from './files';

const zones = [{ name: 'rack', nodeCidr: '10.0.0.0/24' }];
const ini =
  '[kube_control_plane]\nhead ansible_host=10.0.0.5\n[kube_node]\nhand ansible_host=h ip=10.0.0.6\n';
const hosts = [
  { name: 'head', role: 'control-plane', ssh: { host: '10.0.0.5' } },
  { name: 'hand', role: 'worker', nodeAddress: '10.0.0.6', ssh: { host: 'h' } },
];
const specOf = (machines: unknown, rest: object = {}) =>
  written('machines.yaml', JSON.stringify({ zones, ...rest, machines }));

/** Each problem's code and field, and where it is. */
function problemsOf(read: () => unknown): string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    return error.problems.map(lineOf);
  }
}
const lineOf = ({ code, field, at }: Problem) =>
  `${at ? `${basename(at.file)}:${at.line}:${at.column}` : '-'} ${code} ${field}`;

test('a spec with an inventory is the spec with its machines, for every target, and names no inventory', () => {
  written('hosts.ini', ini);
  const file = specOf({ inventory: 'hosts.ini', sources: { proxy: { http: 'http://p:1' } } });
  const read = readSpecFile(file);
  expect(read).toEqual(readSpecFile(specOf({ hosts, sources: { proxy: { http: 'http://p:1' } } })));
  expect(read.nodes.map(({ name }) => name)).toEqual(['head', 'hand']);
});

test('the machines commands have them too, with another CNI too', () => {
  written('hosts.ini', ini);
  const file = specOf({ inventory: 'hosts.ini' });
  const { spec, plan } = machinesIn(withNames(file, { cni: 'calico' }));
  expect(JSON.parse(JSON.stringify(spec.machines))).toEqual({ hosts });
  expect(plan.nodes.map(({ name, address }) => `${name} ${address.ipv4}`)).toEqual([
    'head 10.0.0.5',
    'hand 10.0.0.6',
  ]);
});

test("a problem of a machine is at its place in the inventory, another field's in the spec", () => {
  written('hosts.ini', '[kube_node]\nhand ansible_port=99999\n\n[control_plane]\nhead ip=10.9.0.1\n');
  expect(
    problemsOf(() => machinesIn(specOf({ inventory: 'hosts.ini', host: [] }, { podCidr: '10.0/8' }))),
  ).toEqual([
    'machines.yaml:1:53 not-a-range podCidr',
    'hosts.ini:2:6 out-of-bounds machines.hosts[0].ssh.port',
    'machines.yaml:1:108 unknown-field machines.host',
  ]);
  written('hosts.ini', '[kube_node]\nhand ip=10.0.0.6\n\n[control_plane]\nhead ip=10.9.0.1\n');
  expect(problemsOf(() => readSpecFile(specOf({ inventory: 'hosts.ini' })))).toEqual([
    'hosts.ini:5:6 nodes/outside-zone machines.hosts[1].nodeAddress',
  ]);
  written('own.yaml', '# of mine\n- name: head\n  ssh: { host: a, password: b }\n');
  expect(problemsOf(() => machinesIn(specOf({ inventory: 'own.yaml' })))).toEqual([
    'own.yaml:3:19 unknown-field machines.hosts[0].ssh.password',
  ]);
});

test('what cannot be read is said with what else is wrong with the spec', () => {
  written('hosts.ini', '[kube_node]\nhand ansible_password=x\n');
  expect(
    problemsOf(() => machinesIn(specOf({ inventory: 'hosts.ini' }, { podCidr: '10.96.0.0/16' }))),
  ).toEqual([
    'hosts.ini:2:6 inventory/variable machines.inventory.hand.ansible_password',
    'machines.yaml:1:53 overlap podCidr',
  ]);
  expect(problemsOf(() => readSpecFile(specOf({ inventory: 'nowhere.ini' })))).toEqual([
    'machines.yaml:1:65 spec/unreadable machines.inventory',
  ]);
});

test('a list and an inventory are refused together, and what is no name of a file', () => {
  written('hosts.ini', ini);
  expect(problemsOf(() => readSpecFile(specOf({ inventory: 'hosts.ini', hosts })))).toEqual([
    'machines.yaml:1:89 machines/two-lists machines.hosts',
  ]);
  expect(problemsOf(() => readSpecFile(specOf({ inventory: ['hosts.ini'] })))).toEqual([
    'machines.yaml:1:65 wrong-type machines.inventory',
  ]);
});

test('a spec of a program has no file beside it: its inventory is refused, and not passed over', async () => {
  expect(problemsOf(() => planFor({ input: { machines: { inventory: 'hosts.ini' } } }))).toEqual([
    '- machines/unread-inventory machines.inventory',
  ]);
  const file = written('hosts.ini', '[kube_node]\nhand ansible_password=x\n');
  const read = checkMachines({ data: { machines: { inventory: file } }, source: 'a program' });
  await expect(read).rejects.toMatchObject({ problems: [{ code: 'inventory/variable' }] });
});

describe('an app', () => {
  afterEach(() => {
    delete process.env.CDKTF_CONTEXT_JSON;
  });
  const contextOf = (testbed: object) => {
    process.env.CDKTF_CONTEXT_JSON = JSON.stringify({ testbed });
    return appContext();
  };

  test('has the machines of the inventory, and its problems', () => {
    const inventory = written('hosts.ini', ini);
    expect(contextOf({ zones, machines: { inventory } })).toEqual({
      testbed: { zones, machines: { hosts } },
    });
    expect(problemsOf(() => contextOf({ machines: { inventory: `${folder}/nowhere` } }))).toEqual([
      '- spec/unreadable machines.inventory',
    ]);
  });
});

describe('the command line', () => {
  afterEach(() => {
    delete process.env.TESTBED_SPEC;
  });
  const sources = (...argv: string[]) => run(['machines', 'sources', '--json', ...argv]);

  test('takes an inventory in place of that of the spec, and of none', async () => {
    const inventory = written('hosts.ini', ini);
    for (const machines of [undefined, {}, { inventory: 'nowhere' }])
      expect(await sources(specOf(machines), '--inventory', inventory)).toMatchObject({ code: 0 });
    process.env.TESTBED_SPEC = JSON.stringify({ zones });
    expect(await sources('--inventory', inventory)).toMatchObject({ code: 0 });
  });

  test('refuses it beside a list, and says where an inventory is wrong', async () => {
    const inventory = written('hosts.ini', ini);
    expect(await sources(specOf({ hosts }), '--inventory', inventory)).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(
        /machines\.hosts = 2 of them in .*machines\.yaml:1:65: .*hosts\.ini lists/,
      ),
    });
    written('hosts.ini', '[kube_node]\nhand ansible_user={{x}}\n');
    const { code, stderr } = await run(['plan', '--spec', specOf({ inventory: 'hosts.ini' })]);
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/hand\.ansible_user = "\{\{x\}\}" in .*hosts\.ini:2:6: /),
    ]);
  });

  test('does not say that the spec names a file that it does not name', async () => {
    const { code, stderr } = await sources(specOf({}), '--inventory', 'nowhere.ini');
    expect([code, stderr]).toEqual([2, expect.stringMatching(/machines\.inventory = "nowhere\.ini": /)]);
  });

  test('says where a machine of it does not fit the plan', async () => {
    written('hosts.ini', '[kube_node]\nhand ip=10.9.0.6\n[kube_control_plane]\nhead ip=10.0.0.5\n');
    const { code, stderr } = await run(['plan', '--spec', specOf({ inventory: 'hosts.ini' })]);
    expect([code, stderr]).toEqual([
      2,
      expect.stringMatching(/nodeAddress = "10\.9\.0\.6" in .*hosts\.ini:2:6: /),
    ]);
  });
});
