import { run } from '../cli/run';
import { describeLab } from '../support/namespaces';

const name = `trace-${process.pid}`;

describeLab('explain --trace', () => {
  afterEach(() => run(['down', '--name', name, '--quiet']));

  test('captures the packet on every link of the predicted path, inside and outside of the tunnel', async () => {
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
  });

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
  });

  test('takes no other endpoint’s answer for the one that was asked', async () => {
    await run(['up', '--name', name, '--quiet', '--scenario', 'conflict']);
    const { code, stdout } = await run([
      ...['explain', '--trace', '--name', name],
      ...['pod:control-plane-1/0', 'pod:worker-1/0'],
    ]);
    expect(code).toBe(3);
    expect(stdout).toMatch(
      /Really sent by TCP: ✗ pod:control-plane-1\/0 answered in place of pod:worker-1\/0/,
    );
  });

  test('sends a packet of the size that is asked for', async () => {
    await run(['up', '--name', name, '--quiet']);
    const trace = (bytes: string) =>
      run([
        ...['explain', '--trace', '--name', name, '--protocol', 'udp', '--bytes', bytes],
        ...['pod:worker-1/0', 'pod:worker-2/1'],
      ]);
    expect((await trace('1450')).stdout).toContain('Really sent by UDP: ✓ answered');
    expect(await trace('1451')).toMatchObject({
      code: 3,
      stdout: expect.stringMatching(/Really sent by UDP: ✗ .*\(EMSGSIZE\)/),
    });
  });
});

describeLab('explain --trace where a rule drops the tunnel', () => {
  afterEach(() => run(['down', '--name', name, '--quiet']));

  test('of a lab that was edited by hand ends with what became of the packet, not with its prediction', async () => {
    await run(['up', '--name', name, '--quiet']);
    const rules =
      'add table inet own; add chain inet own in { type filter hook input priority 0; }; add rule inet own in udp dport 8472 drop';
    await run(['exec', '--name', name, 'worker-1', '--', 'nft', rules]);
    const { code, stdout } = await run([
      ...['explain', '--trace', '--name', name],
      ...['pod:control-plane-1/0', 'pod:worker-1/0'],
    ]);
    expect(code).toBe(3);
    const [, end] = stdout.split('Really sent by TCP: ');
    expect(end).toMatch(/^✗ no answer/);
    expect(end).toContain('between ens5 of worker-1, where it was seen, and flannel.1 of worker-1');
    expect(end).toContain('not as predicted');
    expect(stdout).not.toMatch(/✓ .*answers/);
  });
}, ['nft', 'vxlan']);

test.each([
  [['--cni', 'calico'], '--cni with --trace: the lab that is up stays what it is'],
  [['--fault', 'node-dead'], '--fault with --trace'],
  [['--bytes', '1500'], '--bytes with --trace: TCP chooses the sizes'],
  [['--bytes', 'abc', '--protocol', 'udp'], '--bytes abc: it must be a whole number'],
])('explain --trace refuses %j', async (flags, words) => {
  const { code, stderr } = await run(['explain', '--trace', ...flags, 'pod:worker-1/0', 'pod:worker-2/1']);
  expect(code).toBe(2);
  expect(stderr).toContain(words);
});
