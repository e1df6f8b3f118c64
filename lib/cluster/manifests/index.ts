/** Everything that is put into a cluster, as data: printed for people, applied by the runner. */
import type { ConfigMap, Namespace } from 'kubernetes-types/core/v1';
import { stringify } from 'yaml';
import type { ProbeAddresses } from '../../prober/questions/settings';
import { addressesFile, settingsFile } from '../../prober/questions/settings';
import { configMaps, ownerLabel } from '../words';
import { captureJobs, captureScripts } from './captures';
import { fileJobs } from './file-jobs';
import { jobs } from './jobs';
import { type Manifest, type ManifestOptions, withDefaults } from './options';
import { policies } from './policies';
import { servers } from './servers';
import { services } from './services';

/** Any object that can be applied. */
export interface KubernetesObject {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
}

/** The manifests by the file that each group is printed to: in this order they can be applied. */
export type ManifestFiles = Readonly<Record<string, readonly KubernetesObject[]>>;

/** All objects of a run, by file, in the order in which they can be applied. */
export function manifestFiles(options: ManifestOptions): ManifestFiles {
  const manifest = withDefaults(options);
  return {
    '10-namespace.yaml': [namespace(manifest)],
    '20-program.yaml': [
      configMap(manifest, configMaps.program, { 'job-prober.js': manifest.program }),
      configMap(manifest, configMaps.settings, { [settingsFile]: settingsText(manifest) }),
      ...(manifest.capture ? [configMap(manifest, configMaps.capture, captureScripts())] : []),
    ],
    '30-servers.yaml': servers(manifest),
    '40-services.yaml': services(manifest),
    '50-policies.yaml': policies(manifest),
    '60-jobs.yaml': jobs(manifest),
    ...(manifest.capture && {
      '70-captures.yaml': [
        ...captureJobs(manifest, manifest.capture),
        ...(manifest.files ? fileJobs(manifest) : []),
      ],
    }),
  };
}

/** settings.json, as the Jobs get it. */
export function settingsText({ settings }: Pick<Manifest, 'settings'>): string {
  return `${JSON.stringify(settings)}\n`;
}

/** What is known when the servers run. The Jobs' pods start only when it is there. */
export function addressesMap(options: ManifestOptions, addresses: ProbeAddresses): ConfigMap {
  return configMap(withDefaults(options), configMaps.addresses, {
    [addressesFile]: `${JSON.stringify(addresses)}\n`,
  });
}

/** YAML documents in one text. */
export function yamlOf(objects: readonly object[]): string {
  return objects
    .map((object) => `---\n${stringify(object, { lineWidth: 0, aliasDuplicateObjects: false })}`)
    .join('');
}

/** With a label for the level: pods on the host's network are forbidden at every other one. */
export function namespace({ namespace: name }: Pick<Manifest, 'namespace'>): Namespace {
  const level = 'privileged';
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      name,
      labels: {
        ...ownerLabel,
        'pod-security.kubernetes.io/enforce': level,
        'pod-security.kubernetes.io/audit': level,
        'pod-security.kubernetes.io/warn': level,
      },
    },
  };
}

/** Files that pods are given. */
export function configMap(
  { namespace: owner }: Pick<Manifest, 'namespace'>,
  name: string,
  data: Record<string, string>,
): ConfigMap {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: owner, labels: ownerLabel },
    data,
  };
}
