/** The units of a machine's boot, as systemd reads them. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { roleFiles } from '../../../lib/provision/boot/role-files';
import { type BootRole, bootSteps } from '../../../lib/provision/boot/steps';
import { describeWith, missing, outputOf } from '../programs';

const folder = mkdtempSync(join(tmpdir(), 'testbed-units-'));
afterAll(() => rmSync(folder, { recursive: true }));

const cloudScript = 'provision/aws/files/cloud.sh';
const roles: readonly BootRole[] = ['init', 'control-plane', 'worker'];
const unitsOf = (role: BootRole) =>
  roleFiles(role, cloudScript).filter(({ path }) => /testbed-(boot|jobs|rejoin)\.\w+$/.test(path));
const boot = (role: BootRole) =>
  unitsOf(role).find(({ path }) => path.endsWith('testbed-boot.service'))!.content;

test.each(roles)(
  'the boot of %s has no limit of its own, since each step has, and is started again where it fails',
  (role) => {
    expect(bootSteps(role).every(({ limitS }) => limitS > 0)).toBe(true);
    expect(boot(role)).toMatch(/^TimeoutStartSec=infinity$/m);
    expect(boot(role)).toMatch(/^Restart=on-failure$/m);
    expect(boot(role)).toMatch(/^RestartPreventExitStatus=78$/m);
  },
);

test('the Jobs follow the boot of the first control plane alone', () =>
  expect(roles.filter((role) => /^OnSuccess=testbed-jobs\.service$/m.test(boot(role)))).toEqual(['init']));

describeWith(missing('systemd-analyze'), 'systemd', () => {
  test.each(roles)('takes the units of %s', (role) => {
    const files = unitsOf(role).map(({ path, content }) => {
      const file = join(folder, basename(path));
      writeFileSync(file, content.replace(/^ExecStart=.*/m, 'ExecStart=/bin/true'));
      return file;
    });
    expect(outputOf('systemd-analyze', 'verify', '--man=no', ...files)).toBe('');
  });
});
