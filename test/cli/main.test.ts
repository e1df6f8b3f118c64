import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cnis } from '../../lib/cni';
import { removeSaved, run } from './run';

const folder = mkdtempSync(join(tmpdir(), 'testbed-cli-'));
const colours = {
  NO_COLOR: process.env.NO_COLOR,
  FORCE_COLOR: process.env.FORCE_COLOR,
  TERM: process.env.TERM,
};
beforeEach(() => {
  delete process.env.NO_COLOR;
  delete process.env.FORCE_COLOR;
  process.env.TERM = 'xterm';
});
afterAll(() => {
  rmSync(folder, { recursive: true });
  for (const [name, value] of Object.entries(colours))
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
});

const commands = [
  ...['lab', 'plan', 'explain', 'up', 'test', 'exec', 'ls', 'down', 'report'],
  ...['compare', 'faults', 'export', 'status', 'results', 'doctor', 'clean'],
];
const predicted = ['lab', '--target', 'predicted'];
const conflict = [...predicted, '--scenario', 'conflict'];

describe('exit codes', () => {
  test.each<[string, string[], number]>([
    ['0: a plan', ['plan'], 0],
    ['0: a lab that is predicted to work', predicted, 0],
    ['0: a packet that arrives', ['explain', 'pod:worker-1/0', 'pod:worker-2/1'], 0],
    ['0: --help', ['--help'], 0],
    ['0: --help of a command', ['lab', '--help'], 0],
    ['0: --version', ['--version'], 0],
    ['2: an overlap', ['plan', '--pod-cidr', '10.96.0.0/16'], 2],
    ['2: a file that is not there', ['plan', '--spec', '/nonexistent/spec.yaml'], 2],
    ['2: a folder instead of a file', ['plan', '--spec', '/'], 2],
    ['2: an unknown flag', ['lab', '--colour'], 2],
    ['2: an unknown command', ['labb'], 2],
    ['2: no command', [], 2],
    ['2: an unknown scenario', ['lab', '--scenario', 'chaos'], 2],
    ['2: an unknown target', ['lab', '--target', 'moon'], 2],
    ['2: a scenario and a file', ['plan', '--scenario', 'conflict', '--spec', 'x'], 2],
    ['2: an argument too many', ['plan', 'now'], 2],
    ['2: a sample of nothing', [...predicted, '--sample', '0'], 2],
    ['2: a sample of a word', [...predicted, '--sample', 'some'], 2],
    ['2: an endpoint that is not there', ['explain', 'pod:nowhere/0', 'pod:worker-1/0'], 2],
    ['2: an endpoint without a name', ['explain', '', ''], 2],
    ['2: a name for labs that have their own', ['faults', '--name', 'x'], 2],
    ['2: a seed for no fault', ['lab', '--seed', '4'], 2],
    ['2: a file for a list that is only printed', ['faults', '--list', '--json', 'x.json'], 2],
    ['2: a name for a lab that is not built', [...predicted, '--name', 'x'], 2],
    ['2: a lab without a name', ['up', '--name', ''], 2],
    ['2: a packet without room for its headers', ['explain', 'worker-1', 'worker-2', '--bytes', '27'], 2],
    ['2: a family that the plan has not', ['explain', 'worker-1', 'worker-2', '--family', 'ipv6'], 2],
    ['3: the textbook conflict of two nodes without a CNI', conflict, 3],
    [
      '3: a packet that does not arrive',
      ['explain', '--scenario', 'conflict', 'worker-1', 'pod:control-plane-1/0'],
      3,
    ],
    ['3: a packet that is too large', ['explain', 'pod:worker-1/0', 'pod:worker-2/0', '--bytes', '1451'], 3],
  ])('%s', async (_, argv, code) => {
    const result = await run(argv);
    expect(result.code).toBe(code);
    if (code === 2) {
      expect(result.stdout).toBe('');
      expect(result.stderr).not.toBe('');
      expect(result.stderr).not.toContain('    at '); // a stack
    } else expect(result.stderr).toBe('');
  });
});

describe('the spec', () => {
  const spec = (text: string, name = 'spec.yaml') => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return file;
  };
  const planned = async (...argv: string[]) => JSON.parse((await run(['plan', '--json', ...argv])).stdout);

  test('may be YAML or JSON, and empty', async () => {
    expect((await planned('--spec', spec('workers: 5'))).nodes).toHaveLength(6);
    expect((await planned('--spec', spec('{"workers": 5}', 'spec.json'))).nodes).toHaveLength(6);
    expect((await planned('--spec', spec('# nothing yet\n'))).nodes).toHaveLength(3);
  });

  test('of a file that cannot be read is an error that names the file', async () => {
    const { stderr } = await run(['plan', '--spec', '/nonexistent/spec.yaml']);
    expect(stderr).toContain('--spec /nonexistent/spec.yaml: the file cannot be read: ENOENT');
  });

  test('gives way to flags, field by field', async () => {
    const file = spec('workers: 5\npodsPerNode: 4\ncontrolPlanes: 2');
    const { nodes } = await planned('--spec', file, '--nodes', '4');
    expect(nodes.map(({ role }: { role: string }) => role)).toEqual([
      'control-plane',
      'control-plane',
      'worker',
      'worker',
    ]);
    expect(nodes[0].pods).toHaveLength(4);
  });

  test('keeps its mode where --cni names the CNI that it has anyway, and loses it where not', async () => {
    const mode = async (text: string, ...argv: string[]) => {
      const { stdout, stderr } = await run([...predicted, '--spec', spec(text), ...argv]);
      return /^testbed: (\S+ [^,]+),/.exec(stdout)?.[1] ?? stderr;
    };
    const file = 'cni: flannel\nmode: host-gw\ndataPlane: nftables';
    expect(await mode(file)).toBe('flannel host-gw');
    expect(await mode(file, '--cni', 'flannel')).toBe('flannel host-gw');
    expect(await mode('mode: host-gw', '--cni', 'flannel')).toBe('flannel host-gw');
    expect(await mode(file, '--mode', 'vxlan')).toBe('flannel vxlan');
    expect(await mode(file, '--cni', 'none')).toBe('none bridge');
    expect(await mode('cni: none', '--cni', 'flannel', '--mode', 'host-gw')).toBe('flannel host-gw');
  });
});

describe('results', () => {
  test('are written as JSON and JUnit, and agree', async () => {
    const [json, junit] = [join(folder, 'r.json'), join(folder, 'r.xml')];
    const { code, stdout } = await run([...conflict, '--json', json, '--junit', junit]);
    const { summary, target, checks } = JSON.parse(readFileSync(json, 'utf8'));
    expect(code).toBe(3);
    expect(target).toBe('predicted');
    expect(checks.filter((check: object) => 'observed' in check)).toEqual([]);
    expect(readFileSync(junit, 'utf8')).toContain(`tests="${summary.total}" failures="${summary.fail}"`);
    expect(stdout).toContain(`FAIL ${summary.total} checks`);
  });

  test('that cannot be written in the end do not lose the verdict, and are a failure of their own', async () => {
    const { code, stdout, stderr } = await run([...predicted, '--json', '/dev/full']);
    expect(code).toBe(4);
    expect(stdout).toMatch(/^PASS \d+ checks/m);
    expect(stderr).toContain('error: /dev/full cannot be written: ENOSPC');
    removeSaved(stderr);
  });

  test('that cannot be written in the end do not hide that a check failed', async () => {
    const { code, stdout, stderr } = await run([...conflict, '--junit', '/dev/full']);
    expect(code).toBe(3);
    expect(stdout).toMatch(/^FAIL \d+ checks/m);
    removeSaved(stderr);
  });

  test('of an export that cannot be written are an error at once, also where folders can never be made', async () => {
    const { code, stderr } = await run(['export', 'kind', '--out', '/proc/x/y']);
    expect(code).toBe(4);
    expect(stderr).toContain('error: /proc/x/y cannot be written: ENOENT');
  });

  test('of a sample say how much was covered', async () => {
    const { stdout } = await run([...predicted, '--sample', '9']);
    expect(stdout).toContain('Coverage: 9 of 72 ordered pairs of endpoints (12.5 %)');
  });

  test('of the target predicted claim to have measured nothing', async () => {
    const { stdout } = await run(predicted);
    expect(stdout).toContain('nothing was measured');
    expect(stdout).not.toContain('Prediction:');
  });

  test('are not printed with --quiet', async () => {
    expect(await run([...conflict, '--quiet'])).toEqual({ code: 3, stdout: '', stderr: '' });
  });
});

describe('colours', () => {
  const colour = '\u001b[';

  test('are for terminals only', async () => {
    expect((await run(['plan'], true)).stdout).toContain(colour);
    expect((await run(['plan'], false)).stdout).not.toContain(colour);
  });

  test('are gone with NO_COLOR, and on a dumb terminal', async () => {
    process.env.NO_COLOR = '1';
    expect((await run(['plan'], true)).stdout).not.toContain(colour);
    process.env.NO_COLOR = '';
    expect((await run(['plan'], true)).stdout).toContain(colour);
    process.env.TERM = 'dumb';
    expect((await run(['plan'], true)).stdout).not.toContain(colour);
  });

  test('are there with FORCE_COLOR, unless that is 0', async () => {
    process.env.FORCE_COLOR = '1';
    expect((await run(['plan'], false)).stdout).toContain(colour);
    process.env.FORCE_COLOR = '0';
    expect((await run(['plan'], true)).stdout).not.toContain(colour);
  });
});

test('help goes to stdout, names every command and gives examples', async () => {
  const { stdout } = await run(['--help']);
  for (const command of commands) expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
});

test.each([...commands, 'export kind', 'export minikube'])(
  'the help of %s gives examples',
  async (command) => {
    const { stdout } = await run([...command.split(' '), '--help']);
    expect(stdout).toMatch(new RegExp(`\nExamples:\n(.*\n)*  testbed ${command.split(' ')[0]}`));
  },
);

test('the help lists the modes and data planes of every CNI', async () => {
  const { stdout } = await run(['lab', '--help'], true, 200);
  for (const { name, modes, dataPlanes } of cnis) {
    expect(stdout).toContain(` ${name}: ${modes.map((mode) => mode.name).join(', ')}\n`);
    expect(stdout).toContain(` ${name}: ${dataPlanes.join(', ')}\n`);
  }
});
