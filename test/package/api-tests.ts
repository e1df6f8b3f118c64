/** The part of the package that needs no CDKTF. */
import { exec } from '../../lib/base/exec';

export function apiTests(app: string): void {
  test('plans, runs, walks and reports, and loads neither CDKTF nor constructs', async () => {
    const output = await exec(process.execPath, ['use-api.js'], { cwd: app });
    expect(JSON.parse(output)).toEqual({
      healthy: 0,
      broken: 'route-missing',
      report: true,
      walk: 'The packet from pod:worker-1/0 to node:control-plane-1',
      refused: 'unknown-fault',
      cdktf: [],
    });
  });

  test('has one copy of each class in the entries for apps too', async () => {
    const thrown =
      "const { SpecError } = require('cni-testbed'); try { require('cni-testbed/cdktf').awsCluster({ cni: 'x' }) } catch (error) { console.log(error instanceof SpecError) }";
    expect(await exec(process.execPath, ['-e', thrown], { cwd: app })).toBe('true\n');
  });
}
