import { spawn } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { connect as connectTo } from 'node:net';
import { join } from 'node:path';
import { parse } from 'yaml';
import { exec } from '../../../lib/base/exec';
import { packageRoot } from '../../../lib/base/package-root';
import { processId } from '../../../lib/lab/standing/process-id';
import type { StackConnection } from '../../../lib/provision/connect/connect';
import { connectToStack } from '../../../lib/run';
import { describeWith, missing } from '../programs';
import { failureOf } from '../watch/deployed';
import { FakeAws, type FakeAwsOptions } from './fake-aws';

let aws: FakeAws;
let connection: StackConnection | undefined;

const started = async (options?: FakeAwsOptions) => {
  aws = await FakeAws.start(options);
};
const opened = async (options?: FakeAwsOptions) => {
  await started(options);
  connection = await connectToStack('aws-x');
  return connection;
};
const refused = async (options?: FakeAwsOptions) => {
  await started(options);
  return failureOf(connectToStack('aws-x'));
};

afterEach(async () => {
  await connection?.close();
  connection = undefined;
  await aws.end();
});

const isAlive = (pid: number) => processId(pid) !== undefined;
const listens = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = connectTo(port, '127.0.0.1', () => resolve(true));
    socket.on('error', () => resolve(false)).on('connect', () => socket.destroy());
  });
const until = async (holds: () => boolean | Promise<boolean>) => {
  while (!(await holds())) await new Promise((wake) => setTimeout(wake, 20));
};

describeWith(missing('openssl'), 'a connection to a stack', () => {
  test('listens on 127.0.0.1 alone, whatever the user’s settings say', async () => {
    await opened();
    expect(aws.plugin().address).toBe('127.0.0.1');
    expect(await listens(aws.plugin().port)).toBe(true);
  });

  test('has a kubeconfig that nobody else can read, for a name that kubeadm’s certificates have', async () => {
    const { kubeconfig } = await opened();
    expect([statSync(kubeconfig).mode & 0o777, statSync(aws.connections).mode & 0o777]).toEqual([
      0o600, 0o700,
    ]);
    const { clusters, 'current-context': context } = parse(readFileSync(kubeconfig, 'utf8'));
    expect([context, clusters[0].cluster]).toEqual([
      'aws-x',
      {
        server: `https://127.0.0.1:${aws.plugin().port}`,
        'tls-server-name': 'kubernetes',
        'certificate-authority-data': expect.any(String),
      },
    ]);
  });

  test('is opened by a certificate for administrators that ends within a day', async () => {
    const { kubeconfig } = await opened();
    const { users } = parse(readFileSync(kubeconfig, 'utf8'));
    const pem = Buffer.from(users[0].user['client-certificate-data'], 'base64');
    const { subject, validTo, ca } = new X509Certificate(pem);
    expect([subject, ca]).toEqual(['O=kubeadm:cluster-admins\nCN=cni-testbed', false]);
    expect(Date.parse(validTo) - Date.now()).toBeLessThanOrEqual(86_400_000);
    expect(aws.asked).toEqual(['kubeadm:cluster-admins cni-testbed /apis']);
  });

  test('goes to a control plane, and tells all machines with what EC2 says of them', async () => {
    const { machine, machines } = await opened();
    expect(machine).toEqual({
      ...{ node: 'control-plane-1', role: 'control-plane', id: 'i-0123456789abcde00' },
      ...{ instanceType: 't3.medium', placementGroup: '' },
    });
    expect(machines.map(({ node }) => node)).toEqual(['control-plane-1', 'worker-1', 'worker-2']);
  });

  test('gives AWS no private key: neither a call nor an answer has one', async () => {
    const { kubeconfig } = await opened();
    const { users } = parse(readFileSync(kubeconfig, 'utf8'));
    const key = Buffer.from(users[0].user['client-key-data'], 'base64').toString();
    const secret = key.split('\n').slice(1, -2).join('');
    expect(secret.length).toBeGreaterThan(100);
    const seen = [
      ...aws.calls().flat(),
      ...readdirSync(aws.folder, { withFileTypes: true })
        .filter((file) => file.isFile())
        .map(({ name }) => readFileSync(join(aws.folder, name), 'utf8')),
    ].join('\n');
    expect(seen).not.toContain('PRIVATE KEY');
    expect(seen).not.toContain(secret.slice(20, 60));
  });

  test('asks AWS for these things alone, and each in the region of the stack', async () => {
    await opened();
    const calls = aws.calls();
    expect(new Set(calls.map(([service, call]) => `${service} ${call}`))).toEqual(
      new Set([
        ...['ec2 describe-instances', 'ssm send-command', 'ssm get-command-invocation'],
        'ssm start-session',
      ]),
    );
    expect(calls.map((args) => args[args.indexOf('--region') + 1])).toEqual(calls.map(() => 'eu-central-1'));
  });

  test('is gone when it is closed: program, port and files', async () => {
    const { close, closed } = await opened();
    await close();
    expect([isAlive(aws.plugin().pid), readdirSync(aws.connections)]).toEqual([false, []]);
    expect(await closed).toBeUndefined();
  });

  test('is gone also where its program does not want to end', async () => {
    const { close } = await opened({ session: { deaf: true } });
    await close();
    expect([isAlive(aws.plugin().pid), readdirSync(aws.connections)]).toEqual([false, []]);
  });

  test('says so when the session ends by itself, and takes the kubeconfig away', async () => {
    const { closed } = await opened({ session: { endsAfterMs: 1500 } });
    expect((await closed)?.message).toMatch(
      /^the session to the control plane of aws-x has ended: .*inactivity/,
    );
    expect(readdirSync(aws.connections)).toEqual([]);
  });

  test('removes what a process has left that is there no more, and nothing else', async () => {
    await started();
    const [dead, own] = [`aws-x.${2 ** 22 + 1}.abcdef`, `aws-x.${process.pid}.abcdef`];
    for (const name of [dead, own]) mkdirSync(join(aws.connections, name), { recursive: true });
    connection = await connectToStack('aws-x');
    expect(existsSync(join(aws.connections, dead))).toBe(false);
    expect(existsSync(join(aws.connections, own))).toBe(true);
  });
});

describeWith(missing('openssl'), 'no connection is made, and nothing is left,', () => {
  afterEach(() => {
    if (existsSync(aws.connections)) expect(readdirSync(aws.connections)).toEqual([]);
  });

  test('where the machine has no cluster yet', async () => {
    await started();
    aws.withoutCluster();
    expect((await failureOf(connectToStack('aws-x'))).remedy).toBe(
      'Wait for it: testbed status aws-x --wait',
    );
  });

  test('where no control plane runs', async () => {
    expect((await refused({ buckets: ['other'], instance: { other: { Tags: [] } } })).message).toBe(
      'no control plane of aws-x runs',
    );
  });

  test('where another server answers than that of the cluster', async () => {
    expect((await refused({ serverName: 'elsewhere' })).message).toMatch(
      /^what answers at the forwarded port is not the API server of this cluster/,
    );
  });

  test('where the session is refused', async () => {
    const said = 'SessionId: x : Plugin with name Port not found.';
    expect((await refused({ session: { refused: said } })).message).toContain(said);
  });

  test('where what comes back is no certificate for the key', async () => {
    const error = await refused({ outcome: { StandardOutputContent: 'certificates' } });
    expect(error.message).toMatch(/no certificate for this key/);
  });

  test('where the machine’s agent does not run the command', async () => {
    const error = await refused({ outcome: { Status: 'TimedOut', ResponseCode: -1 } });
    expect(error.message).toMatch(/^a command on control-plane-1 .* TimedOut$/);
  });

  test.each([
    ['AccessDeniedException', 'ssm send-command', /docs\/aws\.md/],
    ['UnauthorizedOperation', 'ec2 describe-instances', /docs\/aws\.md/],
    ['InvalidInstanceId', 'ssm send-command', /SSM agent/],
    ['TargetNotConnected', 'ssm start-session', /connect again/],
    ['ExpiredTokenException', 'ec2 describe-instances', /aws sso login/],
    ['UnrecognizedClientException', 'ec2 describe-instances', /get-caller-identity/],
  ])('where AWS says %s to %s', async (name, call, remedy) => {
    const text = `An error occurred (${name}) when calling the X operation: no`;
    const error = await refused({ errors: { [call]: { text } } });
    expect(error.message).toContain(name);
    expect(error.remedy).toMatch(remedy);
  });

  test.each(['aws', 'session-manager-plugin'])('where there is no %s', async (program) => {
    await started();
    const others = join(aws.folder, 'others');
    mkdirSync(others);
    for (const one of ['aws', 'session-manager-plugin'].filter((name) => name !== program))
      symlinkSync(join(__dirname, 'stand-ins', one), join(others, one));
    process.env.PATH = others;
    const error = await failureOf(connectToStack('aws-x'));
    expect([error.message, error.remedy]).toEqual([
      `${program} cannot be run: there is no such program on the PATH`,
      expect.stringMatching(/^Install/),
    ]);
  });
});

test('AWS may know of a command a moment later than it says so', async () => {
  const text = 'An error occurred (InvocationDoesNotExist) when calling the GetCommandInvocation operation: ';
  const { machine } = await opened({ errors: { 'ssm get-command-invocation': { text, times: 2 } } });
  expect(machine.node).toBe('control-plane-1');
});

describeWith(missing('openssl'), 'testbed connect', () => {
  const testbed = (...args: string[]) => {
    const child = spawn(
      process.execPath,
      [join(packageRoot, 'dist/testbed.js'), 'connect', 'aws-x', ...args],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
        env: process.env,
      },
    );
    const said = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => {
      said.stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      said.stderr += chunk;
    });
    const ended = new Promise<number | string | null>((resolve) =>
      child.on('close', (code, signal) => resolve(signal ?? code)),
    );
    return { child, said, ended };
  };
  const gone = async () => {
    const { pid, port } = aws.plugin();
    await until(() => !isAlive(pid) && readdirSync(aws.connections).length === 0);
    expect(await listens(port)).toBe(false);
  };

  test('runs a command with KUBECONFIG set, and ends with its exit code', async () => {
    await started();
    const { said, ended } = testbed('--', 'sh', '-c', 'grep -c tls-server-name "$KUBECONFIG"; exit 7');
    expect([await ended, said]).toEqual([7, { stdout: '1\n', stderr: '' }]);
    await gone();
  });

  test('refuses a command that there is not before it connects', async () => {
    await started();
    const { said, ended } = testbed('--', 'no-such-program');
    expect([await ended, said.stderr]).toEqual([
      127,
      expect.stringMatching(/^error: no-such-program cannot be run/),
    ]);
    expect(existsSync(join(aws.folder, 'calls.jsonl'))).toBe(false);
  });

  test('leaves Ctrl-C to the command', async () => {
    await started();
    const script = 'trap "echo heard; exit 5" INT; echo ready; while :; do sleep 0.1; done';
    const { child, said, ended } = testbed('--', 'sh', '-c', script);
    await until(() => said.stdout.includes('ready'));
    process.kill(-child.pid!, 'SIGINT'); // as a terminal does: to the whole group
    expect([await ended, said.stdout]).toEqual([5, 'ready\nheard\n']);
    await gone();
  });

  test.each(['SIGINT', 'SIGTERM'] as const)(
    'stays without a command, and is gone after %s',
    async (signal) => {
      await started();
      const { child, said, ended } = testbed();
      await until(() => said.stdout.includes('\n'));
      const [, file] = /^export KUBECONFIG=(.*)\n$/.exec(said.stdout)!;
      expect(existsSync(file!)).toBe(true);
      process.kill(-child.pid!, signal);
      expect(await ended).toBe(signal === 'SIGINT' ? 130 : 143);
      await gone();
    },
  );

  test('leaves nothing that listens, and no key, after kill -9', async () => {
    await started();
    const { child, said, ended } = testbed();
    await until(() => said.stdout.includes('\n'));
    child.kill('SIGKILL');
    await ended;
    await gone();
  });

  test('ends with exit code 4 when the session ends', async () => {
    await started({ session: { endsAfterMs: 1500 } });
    const { said, ended } = testbed();
    expect(await ended).toBe(4);
    expect(said.stderr).toMatch(/error: the session to the control plane of aws-x has ended/);
  });
});

describeWith(missing('openssl', 'kubectl'), 'the real kubectl', () => {
  test('takes the kubeconfig', async () => {
    const { kubeconfig } = await opened();
    expect(await exec('kubectl', ['--kubeconfig', kubeconfig, 'get', '--raw', '/version'])).toContain(
      'v1.37.2',
    );
    expect(aws.asked.at(-1)).toBe('kubeadm:cluster-admins cni-testbed /version');
  });
});
