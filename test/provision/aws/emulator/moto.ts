import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { exec } from '../../../../lib/base/exec';

export interface Moto {
  readonly url: string;
  /** Environment for programs that shall take it for AWS. */
  readonly env: NodeJS.ProcessEnv;
  describe(): Promise<Described>;
  /** Ends instances as anybody can in the console, or as they do themselves at the end of their time to live. */
  end(ids: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

/** What describe.py prints. */
export interface Described {
  readonly instances: readonly {
    readonly id: string;
    readonly stack: string;
    readonly tags: Readonly<Record<string, string>>;
    readonly state: string;
    readonly address: string;
    readonly type: string;
    readonly subnet: string;
    readonly zone: string;
    readonly sourceDestCheck: boolean;
    readonly userData: string;
    readonly metadata: Readonly<Record<string, unknown>>;
    readonly profile: string;
  }[];
  readonly routes: readonly {
    readonly stack: string;
    readonly range: string;
    readonly node: string | null;
  }[];
  readonly rules: readonly {
    readonly group: string;
    readonly direction: 'ingress' | 'egress';
    readonly protocol: string;
    readonly from: number;
    readonly to: number;
    readonly cidr: string | null;
    readonly peer: string | null;
    readonly stack: string | null;
  }[];
  readonly roles: readonly {
    readonly name: string;
    readonly policies: readonly unknown[];
    readonly attached: number;
  }[];
  readonly profiles: readonly string[];
  readonly buckets: Readonly<Record<string, readonly string[]>>;
  readonly vpcs: readonly string[];
  readonly tagged: readonly string[];
}

/** An AWS API on loopback, empty. */
export async function startMoto(): Promise<Moto> {
  const port = await freePort();
  const child = spawn('python3', [join(__dirname, 'serve.py'), '-H', '127.0.0.1', '-p', `${port}`], {
    stdio: 'ignore',
  });
  const url = `http://127.0.0.1:${port}`;
  const { AWS_CA_BUNDLE: _bundle, AWS_PROFILE: _profile, ...rest } = process.env;
  const env = {
    ...rest,
    AWS_ENDPOINT_URL: url,
    AWS_ACCESS_KEY_ID: 'emulated',
    AWS_SECRET_ACCESS_KEY: 'emulated',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
  await answering(url, child);
  return {
    url,
    env,
    describe: async () => JSON.parse(await exec('python3', [join(__dirname, 'describe.py')], { env })),
    end: async (ids) => {
      await exec('python3', ['-c', ending, ...ids], { env });
    },
    stop: () => stopped(child),
  };
}

const ending =
  'import boto3, sys; boto3.client("ec2", "us-east-1").terminate_instances(InstanceIds=sys.argv[1:])';

async function answering(url: string, child: ChildProcess): Promise<void> {
  while (!(await fetch(`${url}/moto-api/`).catch(() => undefined))) {
    if (child.exitCode !== null) throw new Error(`moto_server ended with exit code ${child.exitCode}`);
    await setTimeout(100);
  }
}

function stopped(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill();
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}
