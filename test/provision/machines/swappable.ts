/** Stacks that have the same three machines: Terraform's outputs, API servers and what the Jobs see are stand-ins. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeCluster, fakeNodes } from '../../cluster/fake-cluster';
import { observations } from '../../cluster/fake-observations';
import { measuringScenario } from '../../cluster/measure/fake-measuring';
import { startMachines, type TestMachines } from './sshd';
import { furnish } from './stand-ins';

/** What has been set up. */
export interface Swappable {
  readonly machines: TestMachines;
  /** The API servers' objects, by stack. */
  readonly cluster: FakeCluster;
  /** Folder of the app. */
  readonly folder: string;
  end(): Promise<void>;
}

const text = (name: string) => readFileSync(join(__dirname, name), 'utf8');

/** Sets up the machines and two stacks of them, of which none stands yet. */
export async function swappable(cnis: readonly string[]): Promise<Swappable> {
  const machines = await startMachines();
  machines.machines.forEach(furnish);
  const [first] = machines.machines;
  const put = (path: string, content: string) =>
    first!.exec(['sh', '-c', 'cat >"$1"; chmod 755 "$1"', 'sh', path], content);
  put('/kept/api.sh', text('sshd/api.sh'));
  first!.exec(['rm', '/usr/local/sbin/openssl']);
  put('/usr/local/sbin/bash', text('swappable/bash'));
  const nodes = fakeNodes(3).map((node, i) => ({ ...node, address: machines.machines[i]!.address }));
  const status = ({ name }: { name: string }) => ({
    nodeInfo: { machineID: `${nodes.findIndex((node) => node.name === name) + 1}`.repeat(32) },
  });
  put('/kept/observations.json', JSON.stringify(observations({ nodes, status })));
  const stacks = cnis.map((cni) => `machines-${cni}`);
  const cluster = new FakeCluster(
    {},
    Object.fromEntries(stacks.map((stack) => [stack, measuringScenario()])),
  );
  const folder = mkdtempSync(join(tmpdir(), 'testbed-swappable-'));
  const before = { ...process.env };
  for (const cni of cnis) deployed(folder, machines, cni);
  const terraform = join(__dirname, 'swappable/terraform');
  Object.assign(process.env, { TERRAFORM_BINARY_NAME: terraform, CDKTF_OUTDIR: folder });
  return {
    ...{ machines, cluster, folder },
    end: async () => {
      process.env = before;
      cluster.end();
      await machines.end();
      rmSync(folder, { recursive: true });
    },
  };
}

/** What Terraform's state says of a stack. */
function deployed(folder: string, { machines }: TestMachines, cni: string): void {
  const own = join(folder, 'stacks', `machines-${cni}`);
  mkdirSync(own, { recursive: true });
  const hosts = machines.map(({ target }) => target);
  const spec = { cni, zones: [{ name: 'a', nodeCidr: '10.77.0.0/24' }], machines: { hosts } };
  const list = hosts.map((host, i) => ({ ...host, role: i === 0 ? 'control-plane' : 'worker' }));
  const outputs = { machines: { value: JSON.stringify(list) }, spec: { value: JSON.stringify(spec) } };
  writeFileSync(join(own, 'outputs.json'), JSON.stringify(outputs));
}
