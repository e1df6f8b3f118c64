import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { capabilities, cnis } from '../../lib/cni';
import { run } from './run';

const modes = cnis.flatMap((cni) => cni.modes).length;

describe('testbed choose', () => {
  test('prints what is eligible, what is excluded, and sources', async () => {
    const { code, stdout, stderr } = await run(['choose', '--need', 'policies,encryption']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^Eligible: \d+ of \d+ modes, for policies, encryption\n {2}CNI +MODE/);
    expect(stdout).toMatch(/\n\nExcluded: \d+ of \d+ modes\n/);
    expect(stdout).toMatch(/\n\nSources\n {2}\[1\] \S+ \S+: https:\/\//);
  });

  test.each([
    ['with commas', ['--need', 'policies,kernel=6.8']],
    ['with commas and spaces', ['--need', ' policies, kernel=6.8 ']],
    ['one by one', ['--need', 'policies', 'kernel=6.8']],
    ['in several flags', ['--need', 'policies', '--need', 'kernel=6.8']],
  ])('takes needs %s', async (_, flags) => {
    const { code, stdout } = await run(['choose', ...flags]);
    expect([code, stdout.split('\n')[0]]).toEqual([
      0,
      expect.stringMatching(/ modes, for policies, kernel=6\.8$/),
    ]);
  });

  test('shows all modes without needs', async () => {
    const { code, stdout } = await run(['choose']);
    expect(code).toBe(0);
    expect(stdout).toContain(`of ${modes} modes\n`);
  });

  test('ranks nothing that was not measured', async () => {
    const { stdout } = await run(['choose', '--need', 'policies', '--prefer', 'latency,cpu']);
    expect(stdout).toContain(
      'By latency: not measured, so nothing is ranked; --measurements takes a file of what was\nBy cpu: not measured',
    );
  });

  test('ends with 0 where nothing is eligible: the answer is given', async () => {
    const { code, stdout } = await run(['choose', '--need', 'windows,kube-proxy-replacement']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Eligible: none of /);
  });

  test('lists every need and preference with its sentence', async () => {
    const { code, stdout } = await run(['choose', '--list']);
    expect(code).toBe(0);
    for (const { id, about } of capabilities) expect(stdout).toMatch(new RegExp(`^ +${id} +${about}$`, 'm'));
    expect(stdout).toMatch(/^ +latency +\S/m);
  });

  test.each([
    [['--need', 'speed'], /--need speed: there is no such capability\. These are: policies, .*, kernel\n$/],
    [['--need', ''], /--need "": there is no such capability/],
    [['--need', 'policies,'], /--need "": there is no such capability/],
    [['--need', 'kernel'], /--need kernel: name a version of the kernel, such as kernel=5\.10/],
    [['--need', 'kernel=\u001b[31m'], /name a version of the kernel/],
    [['--prefer', 'beauty'], /--prefer beauty: there is no such preference\. These are: latency, /],
    [['--need'], /argument missing/],
    [['--list', '--need', 'policies'], /cannot be used with/],
    [['policies'], /too many arguments/],
  ])('refuses %j with exit code 2', async (flags, words) => {
    const { code, stdout, stderr } = await run(['choose', ...flags]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(words);
    expect(stderr).not.toContain('\u001b');
  });

  describe('with --json', () => {
    const folder = mkdtempSync(join(tmpdir(), 'testbed-choose-'));
    afterAll(() => rmSync(folder, { recursive: true }));

    test('writes every answer with its version and source', async () => {
      const file = join(folder, 'choice.json');
      const { code, stdout } = await run(['choose', '-q', '--need', 'policies', '--json', file]);
      expect([code, stdout]).toEqual([0, '']);
      const choice = JSON.parse(readFileSync(file, 'utf8'));
      expect(choice).toMatchObject({ schema: 'cni-testbed/choice/v1', needs: ['policies'], rankings: [] });
      expect(choice.modes).toHaveLength(modes);
      for (const { dataPlanes } of choice.modes)
        for (const { answers } of dataPlanes)
          expect(answers).toEqual([
            expect.objectContaining({
              need: 'policies',
              version: expect.any(String),
              source: expect.any(String),
            }),
          ]);
    });

    test('prints nothing else where that is standard output', async () => {
      const { stdout } = await run(['choose', '--need', 'policies', '--json', '-']);
      expect(JSON.parse(stdout).needs).toEqual(['policies']);
    });

    test('says before it starts where it could not write', async () => {
      const { code, stdout, stderr } = await run(['choose', '--json', folder]);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain('this is a folder');
    });
  });
});
