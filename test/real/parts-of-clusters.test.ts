/** What real clusters are made of, without one: names, kubeadm's files, and what ends with the program. */
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { buildSync } from 'esbuild';
import { parse, parseAllDocuments } from 'yaml';
import { kindExport } from '../../lib/provision/laptop/kind';
import { kubeadmConfig } from './cluster/kubeadm';
import { tooFewWatches } from './cluster/limits';
import { removeDead } from './cluster/run-folder';
import { type Configuration, nameOf, testbedOf } from './run/configuration';
import { matrix } from './run/matrix';

const folder = mkdtempSync(join(tmpdir(), 'real-'));

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('configurations have names of their own', () => {
  const names = matrix.map(nameOf);
  expect(new Set(names).size).toBe(names.length);
  expect(nameOf({ cni: 'cilium', dataPlane: 'ebpf', ipFamily: 'dual', nodes: 10 })).toBe(
    'cilium-vxlan-ebpf-dual-10',
  );
});

function documents(configuration: Configuration, place: number) {
  const wanted = testbedOf(configuration);
  const kind = parse(kindExport(wanted).files['kind.yaml']!);
  const node = { name: `node-${place}`, planned: wanted.plan.nodes[place]!, labels: { zone: 'a' } };
  return parseAllDocuments(kubeadmConfig(kind, wanted.plan, node, 'v1.34.4')).map((document) =>
    document.toJS(),
  );
}

describe('kubeadm', () => {
  test('initialises with ranges and patches of kind.yaml, and the address of the plan', () => {
    const [init, cluster, kubelet, proxy] = documents({ cni: 'flannel', ipFamily: 'dual', nodes: 3 }, 0);
    expect(init.localAPIEndpoint).toEqual({ advertiseAddress: '192.168.1.10', bindPort: 6443 });
    expect(init.nodeRegistration.kubeletExtraArgs[0]).toEqual({
      name: 'node-ip',
      value: '192.168.1.10,fd00:192:168:1::a',
    });
    expect(cluster.networking).toEqual({
      podSubnet: '10.244.0.0/16,fd00:10:244::/48',
      serviceSubnet: '10.96.0.0/12,fd00:10:96::/112',
    });
    expect(cluster.controllerManager.extraArgs).toEqual([{ name: 'allocate-node-cidrs', value: 'false' }]);
    expect(kubelet.clusterDNS).toEqual(['10.96.0.10']);
    expect(proxy.mode).toBe('iptables');
  });

  test('joins at the control plane', () => {
    const [join, ...others] = documents({ cni: 'cilium', ipFamily: 'ipv4', nodes: 3 }, 2);
    expect(others).toEqual([]);
    expect(join.discovery.bootstrapToken.apiServerEndpoint).toBe('192.168.1.10:6443');
    expect(join.nodeRegistration.name).toBe('node-2');
  });
});

test('too few instances of inotify are named beforehand, with the remedy', () => {
  expect(tooFewWatches(3, 128)).toBeUndefined();
  expect(tooFewWatches(10, 128)).toBe(
    'fs.inotify.max_user_instances is 128, and 10 nodes take 250: sysctl -w fs.inotify.max_user_instances=250',
  );
});

describe('after kill -9', () => {
  test('what is held ends', async () => {
    const program = join(folder, 'holder.js');
    const source = join(folder, 'holder.ts');
    const mark = join(folder, 'alive');
    const script = `echo $$ >${mark}; echo ready; read -r _`;
    writeFileSync(
      source,
      `import { hold } from ${JSON.stringify(join(__dirname, 'cluster/held'))};
       void hold('bash', ['-c', ${JSON.stringify(script)}]).then(() => { process.stdout.write('held'); setInterval(() => {}, 1000); });`,
    );
    buildSync({ entryPoints: [source], bundle: true, platform: 'node', outfile: program });
    const holder = spawn(process.execPath, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
    await new Promise((resolve) => holder.stdout.once('data', resolve));
    const pid = readFileSync(mark, 'utf8').trim();
    expect(existsSync(`/proc/${pid}`)).toBe(true);
    holder.kill('SIGKILL');
    for (let tries = 0; tries < 100 && existsSync(`/proc/${pid}`); tries++) await setTimeout(50);
    expect(existsSync(`/proc/${pid}`)).toBe(false);
  });

  test('the next run removes what is left, and nothing of who lives', () => {
    const ended = `${spawnSync('true').pid}`;
    const runs = join(folder, 'run');
    for (const pid of [ended, `${process.pid}`]) mkdirSync(join(runs, pid, 'testbed'), { recursive: true });
    expect(removeDead(runs)).toEqual([ended]);
    expect(existsSync(join(runs, ended))).toBe(false);
    expect(existsSync(join(runs, `${process.pid}`))).toBe(true);
  });
});
