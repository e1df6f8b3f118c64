/**
 * The world outside for machines that boot as nodes: one server in the network between them, under the names of those who
 * give out packages, Helm and charts, with certificates of an authority that only these machines trust.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { archiveHost, mirrorFolder, type Parts } from '../../build';
import { outside } from '../fabric';
import { type Held, hold } from '../held';
import { inNetworkOf, run } from '../namespaces';

/** Registries that a machine is asked whether it reaches. Nothing is pulled from them: each machine has all images. */
const registries = ['registry.k8s.io', 'registry-1.docker.io'];

/** A chart, and the repository in which the product looks for it. */
export interface WorldChart {
  readonly repository: string;
  readonly name: string;
}

/**
 * Starts it, and writes what machines have to be given for it (init.sh) into a folder.
 * @param network process in whose network it is
 */
export async function startWorld(
  parts: Parts,
  charts: readonly WorldChart[],
  given: string,
  network: number,
): Promise<Held> {
  const folder = join(given, 'world');
  const hosts = [
    ...registries,
    ...readdirSync(mirrorFolder),
    ...charts.map(({ repository }) => new URL(repository).host),
  ];
  const names = [...new Set(hosts)];
  mkdirSync(folder, { recursive: true });
  for (const chart of charts) await packChart(parts, chart, folder);
  await certify(names, given);
  writeFileSync(join(given, 'hosts'), `${outside.ipv4} ${names.join(' ')}\n`);
  writeFileSync(join(given, 'archive.asc'), readFileSync(join(mirrorFolder, archiveHost, 'Release.key')));
  const source = `deb [signed-by=/etc/apt/keyrings/archive.asc] https://${archiveHost}/ /\n`;
  writeFileSync(join(given, 'archive.list'), source);
  const server = ['world', given, mirrorFolder, folder];
  const [program, ...words] = [...inNetworkOf(network), process.execPath, process.argv[1]!, ...server];
  return hold(program!, words);
}

async function packChart({ folder: parts }: Parts, { repository, name }: WorldChart, into: string) {
  const { host, pathname } = new URL(repository);
  const folder = join(into, host, pathname);
  const helm = join(parts, 'bin/helm');
  mkdirSync(folder, { recursive: true });
  await run([helm, 'package', join(parts, 'charts', name), '--destination', folder]);
  await run([helm, 'repo', 'index', folder, '--url', repository]);
}

/** An authority of its own, and the server's certificate for all names. */
async function certify(names: readonly string[], folder: string): Promise<void> {
  const at = (name: string) => join(folder, name);
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const authority = ['-keyout', at('authority.key'), '-out', at('authority.crt')];
  await run(['openssl', 'req', '-x509', ...newKey, ...authority, '-subj', '/CN=cni-testbed test authority']);
  await run([
    ...['openssl', 'req', '-x509', ...newKey, '-CA', at('authority.crt'), '-CAkey', at('authority.key')],
    ...['-keyout', at('server.key'), '-out', at('server.crt'), '-subj', '/CN=world'],
    ...['-addext', `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}`],
    ...['-addext', 'basicConstraints=critical,CA:FALSE'],
  ]);
}
