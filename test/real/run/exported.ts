/** The product's own files of a cluster. */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { exec } from '../../../lib/base/exec';
import type { KindConfig } from '../cluster/kubeadm';
import { type Configuration, specOf } from './configuration';
import { product } from './folders';

/** The product's files for a kind cluster of this configuration. */
export async function exportKind(configuration: Configuration, folder: string): Promise<string> {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const spec = join(folder, 'spec.yaml');
  writeFileSync(spec, stringify(specOf(configuration)));
  await exec(process.execPath, [product, 'export', 'kind', '--spec', spec, '--out', folder]);
  const { kubeProxy } = configuration;
  if (kubeProxy) {
    const file = join(folder, 'kind.yaml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace(/kubeProxyMode: \S+/, `kubeProxyMode: ${kubeProxy}`));
  }
  return folder;
}

/** kube-proxy's mode, as the product's file for kind has it; `none` where the CNI does its work. */
export function kubeProxyOf(exported: string): string {
  const kind: KindConfig = parse(readFileSync(join(exported, 'kind.yaml'), 'utf8'));
  return kind.networking.kubeProxyMode;
}
