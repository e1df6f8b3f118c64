import { run } from '../cli/run';
import { describeLab } from '../support/namespaces';

const name = `trace-${process.pid}`;

describeLab('explain --trace', () => {
  afterEach(() => run(['down', '--name', name, '--quiet']));

  test('captures the packet on every link of the way that was foretold, inside and outside of the tunnel', async () => {
    await run(['up', '--name', name, '--quiet']);
    const { code, stdout } = await run([
      'explain',
      '--trace',
      '--name',
      name,
      'pod:worker-1/0',
      'pod:worker-2/1',
    ]);
    expect(code).toBe(0);
    expect(stdout).not.toContain('not seen');
    expect(stdout).toMatch(
      /flannel\.1 +10\.244\.1\.2 → 10\.244\.2\.3 +✓ Out 10\.244\.1\.2 > 10\.244\.2\.3: TCP/,
    );
    expect(stdout).toMatch(/ens5 +192\.168\.1\.11 → 192\.168\.1\.12 +✓ In .*UDP \d+ > 8472/);
    expect(stdout).toContain('Really sent by TCP: ✓ answered');
  }, 30_000);

  test('follows a packet to where a fault makes it die', async () => {
    await run(['up', '--name', name, '--quiet', '--fault', 'route-missing']);
    const { code, stdout } = await run([
      'explain',
      '--trace',
      '--name',
      name,
      '--protocol',
      'udp',
      'pod:control-plane-1/0',
      'pod:worker-2/1',
    ]);
    expect(code).toBe(3);
    expect(stdout).toMatch(/router +zone-a +10\.244\.0\.2 → 10\.244\.2\.3 +✓ In/);
    expect(stdout).toContain('Really sent by UDP: ✗ no answer');
  }, 30_000);
});
