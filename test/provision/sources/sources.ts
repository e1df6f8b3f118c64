/** Clusters whose machines fetch what they install from elsewhere. */
import { cnis } from '../../../lib/cni';
import { parseSpec } from '../../../lib/plan';
import type { Machines } from '../../../lib/provision/boot/machines';
import type { NodeFile } from '../../../lib/provision/boot/node-file';
import { sourceFiles } from '../../../lib/provision/boot/source-files';
import { machineCluster } from '../../../lib/provision/machine-cluster';
import { sourcesSchema } from '../../../lib/provision/sources/spec';
import type { SourcesInput } from '../../../lib/provision/sources/spec-input';

/** A cluster of machines with these sources. */
export function clusterWith(sources: SourcesInput, spec: object = {}) {
  return machineCluster(parseSpec(spec), cnis, [], sourcesSchema.parse(sources));
}

/** The files that its machines get for them, by path. */
export function filesOf(
  sources: SourcesInput,
  spec: object = {},
  machines: Partial<Machines> = {},
): Readonly<Record<string, string>> {
  const files: NodeFile[] = sourceFiles(clusterWith(sources, spec), machines as Machines);
  return Object.fromEntries(files.map(({ path, content }) => [path, content]));
}
