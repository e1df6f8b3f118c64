import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { cnis } from '../../lib/cni';
import { run } from './run';

const all = ['lab', '--all', '--target', 'predicted'];

describe('testbed lab --all', () => {
  test('has every CNI in every mode, and passes although the CNI none fails by design', async () => {
    const { code, stdout } = await run(all);
    expect(code).toBe(0);
    for (const { name, modes } of cnis)
      for (const mode of modes) expect(stdout).toMatch(new RegExp(`^  ${name} +${mode.name} +1  `, 'm'));
    expect(stdout).toMatch(/^ {2}none +bridge +1 +204 fail, as expected/m);
    expect(stdout).toMatch(/^ {2}none +no-routes +1 +192 fail, as expected/m);
    expect(stdout).toContain('– none bridge, none no-routes: expected to fail, and not counted');
  });

  test('says a reason once, behind the modes that it is of', async () => {
    const { stdout } = await run(all);
    const [reason, ...others] = stdout.match(/.*must be in one subnet.*/g)!;
    expect(others).toEqual([]);
    expect(reason).toMatch(/^ {2}– flannel host-gw, calico bgp, cilium native, cilium wireguard: routes/);
    expect(stdout).not.toContain('zones = ');
  });

  test('keeps to the CNI and the mode that are asked for', async () => {
    const { stdout } = await run([...all, '--mode', 'wireguard', '--zones', '1']);
    expect(stdout.match(/^ {2}\w+ +wireguard +1 /gm)).toHaveLength(3);
    expect(stdout).not.toContain('vxlan');
  });

  test('is one HTML page too, with a cell for every column of every row', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'comparison-'));
    const file = join(folder, 'all.html');
    const { code, stdout } = await run([...all, '--html', file]);
    const page = readFileSync(file, 'utf8');
    rmSync(folder, { recursive: true });
    expect([code, stdout]).toEqual([0, expect.stringContaining(`Report: file://${file}`)]);
    expect(page).toMatch(/^<!doctype html>/);
    const [modes] = page.split('id="sources"');
    const rows = cnis.flatMap(({ modes: of }) => of).length * 2;
    expect(modes!.match(/<th scope="row">/g)).toHaveLength(rows);
    expect(modes!.match(/<td>/g)).toHaveLength(rows * 7); // times are measured, and here nothing was
    expect(page).toMatch(
      /<td><span class="mark mark-skip" aria-hidden="true">✗<\/span>204 fail, as expected<\/td>/,
    );
  });

  describe('writes the report of each run beside its page', () => {
    const folder = mkdtempSync(join(tmpdir(), 'run-pages-'));
    afterAll(() => rmSync(folder, { recursive: true }));
    const two = [...all, '--mode', 'host-gw'];

    test('and says where they are', async () => {
      const file = join(folder, 'modes.html');
      const { code, stdout } = await run([...two, '--html', file]);
      expect(code).toBe(0);
      expect(stdout).toContain(`Reports of the runs: ${join(folder, 'modes-runs')}\n`);
      expect(readdirSync(join(folder, 'modes-runs'))).toEqual(['flannel-host-gw-1-zone.html']);
      expect(readFileSync(file, 'utf8')).toContain('<a href="modes-runs/flannel-host-gw-1-zone.html">');
      expect(readFileSync(join(folder, 'modes-runs', 'flannel-host-gw-1-zone.html'), 'utf8')).toContain(
        '<h1>Flannel, host-gw</h1>',
      );
    });

    test('and does not start where something else has their folder’s name', async () => {
      writeFileSync(join(folder, 'taken-runs'), '');
      const { code, stdout, stderr } = await run([...two, '--html', join(folder, 'taken.html')]);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(/--html .*: the runs' own reports go into .*taken-runs, which is no folder/);
    });

    test('and nowhere where the page itself goes to no file', async () => {
      const { code, stdout } = await run([...two, '--html', '-']);
      expect(code).toBe(0);
      expect(stdout).toMatch(/^<!doctype html>/);
      expect(stdout).not.toContain('-runs/');
    });

    test('and its page without links where one of them cannot be written', async () => {
      const file = join(folder, 'stuck.html');
      mkdirSync(join(folder, 'stuck-runs', 'flannel-host-gw-1-zone.html'), { recursive: true });
      const { code, stderr } = await run([...two, '--html', file]);
      expect(code).toBe(4);
      expect(stderr).toMatch(/the runs' own reports cannot be written: .* is a folder/);
      expect(readFileSync(file, 'utf8')).not.toContain('stuck-runs/');
    });
  });

  test('says of every mode whose address receivers see', async () => {
    const { stdout } = await run(all);
    const sources = stdout.slice(stdout.indexOf('Source address that receivers see'));
    const row = (cni: string, mode: string, ...who: string[]) =>
      expect(sources.split('\n').map((line) => line.trim().split(/ {2,}/))).toContainEqual([
        cni,
        mode,
        ...who,
      ]);
    row('flannel', 'vxlan', '(own)', '(node)', '(bridge)', '(tunnel device)', '(node)');
    row('cilium', 'native', '(own)', '(own)', '(router)', '(own)', '(node)');
  });

  test('has a row for what one CNI does not have and another does', async () => {
    const { code, stdout } = await run([...all, '--data-plane', 'ebpf', '--zones', '1']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}flannel +vxlan +1 +refused/m);
    expect(stdout).toMatch(/^ {2}cilium +vxlan +1 +predicted/m);
    expect(stdout).toContain('it is a data plane of calico and cilium, not of flannel');
  });

  test('refuses what suits no mode as any wrong spec', async () => {
    for (const flag of [
      ['--data-plane', 'nosuch'],
      ['--pod-cidr', '10.96.0.0/16'],
    ])
      expect((await run([...all, ...flag])).code).toBe(2);
  });

  test('refuses a mode that the CNI does not have', async () => {
    const { code, stderr } = await run([...all, '--cni', 'cilium', '--mode', 'bgp']);
    expect(code).toBe(2);
    expect(stderr).toContain('--mode bgp: there is none to compare of cilium');
  });

  test.each([40, 60, 80, 120])('fits a terminal of %i characters', async (columns) => {
    const { stdout } = await run(all, true, columns);
    const lines = stripVTControlCharacters(stdout).split('\n');
    expect(lines.filter((line) => line.length > columns)).toEqual([]);
    expect(lines).not.toContainEqual(expect.stringContaining('vxlan-c…'));
  });
});

describe('testbed faults', () => {
  test('refuses a CNI of which checks fail anyway', async () => {
    const { code, stderr } = await run(['faults', '--target', 'predicted', '--cni', 'none']);
    expect(code).toBe(2);
    expect(stderr).toContain('checks of none bridge fail without any fault');
  });

  test('refuses a spec that suits no CNI', async () => {
    const { code, stderr } = await run(['faults', '--target', 'predicted', '--pod-cidr', '10.96.0.0/16']);
    expect(code).toBe(2);
    expect(stderr).toContain('--pod-cidr 10.96.0.0/16: it overlaps serviceCidr');
  });
});
