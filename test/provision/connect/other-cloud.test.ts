/** Another cloud brings three functions, and connections to its stacks are the same. */
import { join } from 'node:path';
import { tryExec } from '../../../lib/base/exec';
import { packageRoot } from '../../../lib/base/package-root';
import type { Cloud } from '../../../lib/provision/cloud';
import { connectStack } from '../../../lib/provision/connect/connect';
import type { CloudReach } from '../../../lib/provision/reach/reach';
import { paper } from '../paper/paper-cloud';
import { describeWith, missing, outputOf } from '../programs';
import { failureOf } from '../watch/deployed';
import { FakeAws } from './fake-aws';

const place = { shelf: 'top' };
const access = (reach?: CloudReach) => ({ stack: 'paper-x', cloud: { ...paper, reach } as Cloud, place });

/** Machines without types and placement groups; scripts run at once, and a program of its own forwards. */
const reachOf = (pki: string): CloudReach => ({
  programs: [{ program: 'sh', remedy: 'Install a shell' }],
  machines: async () => [
    { node: 'worker-1', role: 'worker', id: 'b' },
    { node: 'control-plane-1', role: 'control-plane', id: 'a' },
  ],
  run: (_, __, script) => tryExec('sh', ['-c', script.replaceAll('/etc/kubernetes/pki', pki)]),
  forwarding: (_, __, { local, remote }) => ({
    program: 'session-manager-plugin',
    args: ['', '', '', '', JSON.stringify({ localPortNumber: [`${local}`], portNumber: [`${remote}`] })],
  }),
});

describeWith(missing('openssl'), 'a stack of another cloud', () => {
  let aws: FakeAws;
  beforeEach(async () => {
    aws = await FakeAws.start();
  });
  afterEach(() => aws.end());

  test('is connected to by what that cloud brings', async () => {
    const { machine, close } = await connectStack(access(reachOf(aws.pki)));
    expect([machine.id, aws.asked]).toEqual(['a', ['kubeadm:cluster-admins cni-testbed /apis']]);
    await close();
  });

  test('is refused with the way that there is where the cloud brings none', async () => {
    const { message, remedy } = await failureOf(connectStack(access()));
    expect([message, remedy]).toEqual([
      'Paper has no way to the API server of paper-x from here',
      'Use kubectl on its first control plane: pencil NODE',
    ]);
  });

  test('is refused where a script fails, with what it said', async () => {
    const reach = { ...reachOf(aws.pki), run: () => tryExec('sh', ['-c', 'echo no openssl >&2; exit 127']) };
    expect((await failureOf(connectStack(access(reach)))).message).toBe(
      'the control plane did not sign a certificate (exit code 127): no openssl',
    );
  });
});

describeWith(missing('shellcheck'), 'shellcheck', () => {
  test.each(['sign-client.sh', 'while-held.sh'])('finds nothing in %s', (script) =>
    expect(outputOf('shellcheck', join(packageRoot, 'lib/provision/connect', script))).toBe(''),
  );
});
