/** Machines whose only way out is a proxy and a mirror: real curl and apt, stand-ins for Kubernetes. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { machineCluster } from '../../../lib/provision/machine-cluster';
import { neighboursOf } from '../../../lib/provision/machines/neighbours';
import { resetMachine } from '../../../lib/provision/machines/reset/reset-machine';
import { bringUp } from '../../../lib/provision/machines/up/up';
import { sourcesSchema } from '../../../lib/provision/sources/spec';
import { checkMachines } from '../../../lib/run';
import { mirror, proxy, type Site, startSite } from './site';
import { describeMachines, startMachines, type TestMachines } from './sshd';
import { clusterOf, connected, furnish } from './stand-ins';

const makers = [
  'pkgs.k8s.io',
  'get.helm.sh',
  'flannel-io.github.io',
  'registry.k8s.io',
  'registry-1.docker.io',
];

describeMachines('a site with a proxy and a mirror alone', () => {
  let all: TestMachines;
  let site: Site;
  beforeAll(async () => {
    all = await startMachines();
    site = await startSite(all, makers);
    for (const machine of all.machines)
      machine.exec(
        ['sh', '-ec', 'rm /usr/local/bin/curl; rm -rf /etc/apt/sources.list*; mkdir /etc/apt/sources.list.d'],
        '',
      );
    for (const machine of all.machines)
      machine.exec(
        ['sh', '-ec', 'cat >/etc/apt/sources.list'],
        'deb [trusted=yes] http://deb.example.test/debian ./\n',
      );
  });
  afterAll(async () => {
    await site?.end();
    await all?.end();
  });

  /** What the check finds of sources on the first machine, and of others nothing else. */
  async function found(sources: object | undefined): Promise<string[]> {
    const file = join(all.folder, 'machines.yaml');
    const hosts = all.machines.map(({ target }) => target);
    const zones = [{ name: 'a', nodeCidr: '10.77.0.0/24' }];
    writeFileSync(file, stringify({ zones, machines: { hosts, sources } }));
    const { findings } = await checkMachines(file);
    const said = findings.map((one) =>
      one.code === 'source'
        ? [one.machine, one.host, one.reason, 'status' in one ? one.status : '']
        : [one.code],
    );
    return said
      .filter(([machine]) => machine === 'control-plane-1')
      .map((words) => words.slice(1).join(' ').trim());
  }

  test('is found on machines whose spec says nothing of it, host by host', async () => {
    expect(await found(undefined)).toEqual([
      'deb.example.test name',
      'flannel-io.github.io name',
      'get.helm.sh name',
      'pkgs.k8s.io name',
      'registry-1.docker.io name',
      'registry.k8s.io name',
    ]);
    expect(site.asked()).toEqual([]);
  });

  test('is in order with both in the spec, and everything was asked there', async () => {
    const images = { 'docker.io': mirror, 'registry.k8s.io': `${mirror}/v2/k8s` };
    const packages = { helm: `${mirror}/helm` };
    const sources = { ca: site.ca, images, packages, proxy: { http: proxy, noProxy: ['10.77.0.1'] } };
    // No signed list is behind this proxy, which apt does without here.
    expect(await found(sources)).toEqual(['deb.example.test status 404']);
    const asked = new Set(
      site.asked().map((line) => line.replace(/helm-.*/, 'HELM').replace(/(Packages)\..*/, '$1')),
    );
    expect([...asked].sort()).toEqual([
      'behind flannel-io.github.io/flannel/index.yaml',
      'behind pkgs.k8s.io/core:/stable:/v1.36/deb/Release.key',
      'connect flannel-io.github.io:443',
      'connect pkgs.k8s.io:443',
      'mirror /helm/HELM',
      'mirror /v2/',
      'mirror /v2/k8s/',
      'proxy http://deb.example.test/debian/InRelease',
    ]);
  });

  test('is named by what fails: the certificate, a proxy that wants a user, a proxy that nobody runs or knows', async () => {
    const only = async (sources: object) =>
      new Set((await found(sources)).map((line) => line.replace(/^\S+ /, '')));
    expect([...(await only({ proxy: { https: proxy } }))].sort()).toEqual(['certificate', 'name']);
    await site.refuse(407);
    expect([...(await only({ proxy: { http: proxy } }))]).toEqual(['proxy-refuses 407']);
    await site.refuse(0);
    expect([...(await only({ proxy: { http: 'http://10.77.0.1:9' } }))]).toEqual(['refused']);
    expect([...(await only({ proxy: { http: 'http://nobody.example.test:3128' } }))]).toEqual(['proxy-name']);
  });

  test('boots a cluster by real curl and apt, nothing of it by another way, and leaves nothing after its reset', async () => {
    all.machines.forEach(furnish);
    const put = (name: string, text: string) => {
      for (const machine of all.machines) machine.exec(['sh', '-c', 'cat >"/usr/local/sbin/$0"', name], text);
    };
    put('curl', '#!/bin/sh\nexec /usr/bin/curl "$@"\n');
    put(
      'apt-get',
      '#!/bin/bash\nif [[ $* == *update ]]; then exec /usr/bin/apt-get -o Dir::Etc::sourceparts=- "$@"; fi\n',
    );
    put(
      'helm',
      `#!/bin/bash\n[[ $* != upgrade\\ --install* ]] || { while [[ $1 != --repo ]]; do shift; done; curl -fsS "\${2%/}/index.yaml"; }\n`,
    );
    const plain = clusterOf();
    const sources = sourcesSchema.parse({
      ...{ ca: site.ca, images: { 'quay.io': mirror }, packages: { helm: `${mirror}/helm` } },
      proxy: { http: proxy, noProxy: ['10.77.0.1'] },
    });
    const cluster = machineCluster(plain.spec, [plain.cni], [], sources);
    const { nodes, close } = await connected(all);
    site.asked();
    try {
      const status = await bringUp({ stack: 'site', cluster, nodes }, { pollMs: 200, timeoutMs: 120_000 });
      expect(status.state).toBe('ready');
      const asked = new Set(
        site.asked().map((line) => line.replace(/helm-.*/, 'HELM').replace(/(Packages)\..*/, '$1')),
      );
      expect([...asked].sort()).toEqual([
        'behind flannel-io.github.io/flannel/index.yaml',
        'behind pkgs.k8s.io/core:/stable:/v1.36/deb/Release.key',
        'connect flannel-io.github.io:443',
        'connect pkgs.k8s.io:443',
        'mirror /helm/HELM',
        ...['InRelease', 'Packages', 'Release'].map(
          (name) => `proxy http://deb.example.test/debian/./${name}`,
        ),
      ]);
      await Promise.all(nodes.map((node) => resetMachine(node, neighboursOf(cluster))));
      const left =
        'ls /etc/apt/apt.conf.d/*testbed* /usr/local/share/ca-certificates/*testbed* /etc/ssl/certs/*testbed* /etc/containerd/certs.d/quay.io/* /etc/systemd/system/containerd.service.d/* 2>/dev/null || true';
      expect(all.machines.map((machine) => machine.exec(['sh', '-c', left]))).toEqual(['', '', '']);
    } finally {
      await close();
    }
  });
});
