/** An account on AWS with clusters whose API servers answer on this machine, for tests of the way to them. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { TLSSocket } from 'node:tls';

export interface FakeAwsOptions {
  /** Names of buckets, each of a stack of three nodes. @default one, `b` */
  readonly buckets?: readonly string[];
  /** What EC2 says of each instance of a bucket. */
  readonly instance?: Readonly<Record<string, object>>;
  /** Errors by call, such as `ssm send-command`; all calls or the first few. */
  readonly errors?: Readonly<Record<string, { readonly text: string; readonly times?: number }>>;
  /** Folder that stands for the control plane's /opt/testbed. @default there is none */
  readonly programs?: string;
  /** What is said of a command that was run, in place of what it did. */
  readonly outcome?: object;
  readonly session?: { readonly refused?: string; readonly endsAfterMs?: number; readonly deaf?: boolean };
  /** A name that the API server's certificate has. @default kubernetes */
  readonly serverName?: string;
}

const nodes = ['control-plane-1', 'worker-1', 'worker-2'];

/** Runs openssl in a folder. */
const openssl = (cwd: string, ...args: string[]) => execFileSync('openssl', args, { cwd, stdio: 'pipe' });

export class FakeAws {
  readonly folder = mkdtempSync(join(tmpdir(), 'fake-aws-'));
  /** Who asked the API server for what: group and name of each client's certificate. */
  readonly asked: string[] = [];
  private readonly environment = { ...process.env };

  private constructor(
    private readonly server: Server,
    /** The control plane's /etc/kubernetes/pki. */
    readonly pki: string,
  ) {}

  static async start(options: FakeAwsOptions = {}): Promise<FakeAws> {
    const pki = mkdtempSync(join(tmpdir(), 'fake-pki-'));
    makePki(pki, options.serverName ?? 'kubernetes');
    const read = (name: string) => readFileSync(join(pki, name));
    const server = createServer({
      ...{ key: read('apiserver.key'), cert: read('apiserver.crt'), ca: read('ca.crt') },
      ...{ requestCert: true, rejectUnauthorized: false },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const aws = new FakeAws(server, pki);
    server.on('request', ({ url, socket }, response) => {
      const { authorized } = socket as TLSSocket;
      const { O, CN } = (socket as TLSSocket).getPeerCertificate().subject ?? {};
      aws.asked.push(`${O} ${CN} ${url}`);
      response.statusCode = authorized && O === 'kubeadm:cluster-admins' ? 200 : 401;
      response.end('{"gitVersion":"v1.37.2"}');
    });
    aws.write(options, (server.address() as AddressInfo).port);
    return aws;
  }

  private write({ buckets = ['b'], instance, ...more }: FakeAwsOptions, port: number): void {
    const instances = Object.fromEntries(
      buckets.map((bucket, i) => [
        bucket,
        nodes.map((node, k) => instanceOf(node, 16 * i + k, instance?.[bucket])),
      ]),
    );
    const scenario = { instances, programs: '/nowhere', pki: this.pki, apiPort: { 6443: port }, ...more };
    writeFileSync(join(this.folder, 'scenario.json'), JSON.stringify(scenario));
    mkdirSync(join(this.folder, 'runtime'));
    Object.assign(process.env, {
      PATH: `${join(__dirname, 'stand-ins')}${delimiter}${process.env.PATH}`,
      ...{ FAKE_AWS: this.folder, XDG_RUNTIME_DIR: join(this.folder, 'runtime') },
      ...{ TESTBED_BUCKET: buckets[0], TESTBED_REGION: 'eu-central-1', SSM_PLUGIN_LOCAL_HOST: '0.0.0.0' },
    });
  }

  /** Takes the CA away: a machine before its cluster. */
  withoutCluster(): void {
    rmSync(join(this.pki, 'ca.key'));
  }

  /** Argument lists of all calls so far. */
  calls(): string[][] {
    const text = readFileSync(join(this.folder, 'calls.jsonl'), 'utf8');
    return text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  }

  /** Where the plug-in listens, or has listened. */
  plugin(): { readonly pid: number; readonly address: string; readonly port: number } {
    return JSON.parse(readFileSync(join(this.folder, 'plugin.json'), 'utf8'));
  }

  /** Where connections are kept. */
  get connections(): string {
    return join(this.folder, 'runtime', 'cni-testbed', 'connections');
  }

  async end(): Promise<void> {
    process.env = this.environment;
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    for (const folder of [this.folder, this.pki]) rmSync(folder, { recursive: true, force: true });
  }
}

function instanceOf(node: string, number: number, more: object = {}): object {
  const tags = { Name: node, 'testbed-role': node.startsWith('control') ? 'control-plane' : 'worker' };
  return {
    InstanceId: `i-0123456789abcde${number.toString(16).padStart(2, '0')}`,
    InstanceType: 't3.medium',
    Placement: { AvailabilityZone: 'eu-central-1a', GroupName: '', Tenancy: 'default' },
    State: { Code: 16, Name: 'running' },
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    ...more,
  };
}

/** As kubeadm makes it, as far as clients are concerned. */
function makePki(folder: string, serverName: string): void {
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const forDays = ['-days', '2'];
  openssl(
    folder,
    'req',
    '-x509',
    ...newKey,
    '-keyout',
    'ca.key',
    '-out',
    'ca.crt',
    '-subj',
    '/CN=kubernetes',
    ...forDays,
  );
  openssl(
    folder,
    ...['req', '-x509', ...newKey, '-keyout', 'apiserver.key', '-out', 'apiserver.crt'],
    ...['-subj', '/CN=kube-apiserver', '-addext', `subjectAltName=DNS:${serverName},IP:10.96.0.1`],
    ...['-CA', 'ca.crt', '-CAkey', 'ca.key', ...forDays],
  );
}
