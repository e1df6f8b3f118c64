/** Files by which machines fetch what they install from where the spec says. */
import type { MachineCluster } from '../machine-cluster';
import { proxyEnvironment } from '../sources/proxy-environment';
import type { Sources } from '../sources/spec';
import type { Machines } from './machines';
import { etc, file, lines, type NodeFile, template } from './node-file';

/** None where the spec says nothing. */
export function sourceFiles({ plan, sources }: MachineCluster, machines: Machines): NodeFile[] {
  if (!sources) return [];
  const { proxy, ca, images } = sources;
  return [
    ...(proxy ? proxyFiles(proxy, proxyEnvironment(plan, proxy, machines.withoutProxy)) : []),
    ...certificatesIn(ca).map((pem, i) =>
      file(`/usr/local/share/ca-certificates/testbed-${i + 1}.crt`, `${pem}\n`),
    ),
    ...Object.entries(images).map(([registry, mirror]) =>
      file(`/etc/containerd/certs.d/${registry}/hosts.toml`, hostsToml(mirror)),
    ),
  ];
}

/** update-ca-certificates(8), which the boot runs before it fetches anything, wants a file for each. */
const certificatesIn = (ca = '') => ca.split(/(?<=-----END CERTIFICATE-----)\s*/).filter(Boolean);

type Proxy = NonNullable<Sources['proxy']>;

/** One file for the boot scripts and containerd, and one for apt, whoever calls it. */
function proxyFiles(
  { http, https = http, noProxy }: Proxy,
  environment: Readonly<Record<string, string>>,
): NodeFile[] {
  return [
    // In both cases: curl reads http_proxy alone, and other programs the upper case alone.
    etc(
      'proxy.env',
      lines(
        Object.entries(environment).flatMap(([name, value]) =>
          [name, name.toUpperCase()].map((one) => `${one}=${value}`),
        ),
      ),
    ),
    file('/etc/apt/apt.conf.d/95testbed-proxy.conf', lines(aptLines({ http, https }, noProxy))),
    file('/etc/systemd/system/containerd.service.d/testbed-proxy.conf', template('containerd-proxy.conf')),
  ];
}

/** apt knows hosts alone: for domains the boot gives it no_proxy, whose ends of names it compares. */
function aptLines(
  proxies: Readonly<Record<'http' | 'https', string | undefined>>,
  noProxy: readonly string[],
): string[] {
  const hosts = noProxy.filter((one) => /^[A-Za-z0-9]/.test(one) && !/[:/]/.test(one));
  return Object.entries(proxies).flatMap(([scheme, proxy]) =>
    proxy === undefined
      ? []
      : [
          `Acquire::${scheme}::Proxy "${proxy}";`,
          ...hosts.map((host) => `Acquire::${scheme}::Proxy::${host} "DIRECT";`),
        ],
  );
}

/** The path of a mirror is its own API's root: Harbor's and Artifactory's is not `/v2`, which is what containerd adds. */
function hostsToml(mirror: string): string {
  const root = mirror.replace(/\/$/, '');
  const hasPath = /^https?:\/\/[^/]+\//.test(root);
  const settings = ['capabilities = ["pull", "resolve"]', ...(hasPath ? ['override_path = true'] : [])];
  return template('hosts.toml', { mirror: root, settings: settings.join('\n') });
}
