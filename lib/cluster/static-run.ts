/**
 * A run without this program: manifests that can be applied as they are, and a script that starts the Jobs and gathers
 * what they saw. For people with kubectl, and for clusters whose own machines test them (AWS).
 */
import { renderFile } from '../base/render';
import { apiServerService } from '../check';
import { cnis } from '../cni';
import { extentFor } from '../prober/questions/extent';
import { addressesFile, settingsFile } from '../prober/questions/settings';
import { controlPlaneLabels } from './cluster-node';
import { type ManifestFiles, manifestFiles } from './manifests';
import { defaultJobTimeoutS, type ManifestOptions } from './manifests/options';
import { observationsSchema } from './observations';
import { defaults } from './runner/options';
import {
  capturePart,
  configMaps,
  controlResources,
  defaultNamespace,
  networkLabel,
  ownerLabel,
  partLabel,
  serverNames,
  serviceCidrResource,
} from './words';

/** What the manifests of a cluster that is yet to be are made from. */
export interface StaticRunOptions extends Omit<ManifestOptions, 'settings' | 'suspended'> {
  /** Names of the nodes, as they will be in the cluster. */
  readonly nodes: readonly string[];
  /** Ordered pairs to try at most. @default all up to 50 nodes, beyond that a cover */
  readonly sample?: number;
  /** A probe server outside the cluster. @default none: ways out are not tried */
  readonly egress?: { readonly address: string; readonly port: number };
  /** Whether the nodes are EC2 instances, whose metadata service pods must not get at. @default false */
  readonly metadata?: boolean;
}

/** A run without this program: objects to apply, and a script that collects what they say. */
export interface StaticRun {
  /** Objects by file, in the order in which they can be applied. The Jobs are suspended. */
  readonly files: ManifestFiles;
  /** A Bash script: `collect.sh FILE`. */
  readonly collect: string;
}

/** Makes the objects and the script. */
export function staticRun({ nodes, sample, egress, metadata, ...options }: StaticRunOptions): StaticRun {
  const extent = extentFor(nodes.length, sample);
  const settings = {
    nodes,
    extent,
    egress,
    metadata,
    nodePeers: true,
    clusterPolicies: 'by-hand' as const,
    jitterMs: defaults.jitterMs,
  };
  const files = manifestFiles({ ...options, settings, suspended: true });
  return { files, collect: collectScript(options) };
}

function collectScript({
  namespace = defaultNamespace,
  jobTimeoutS = defaultJobTimeoutS,
  capture,
}: Pick<ManifestOptions, 'namespace' | 'jobTimeoutS' | 'capture'>): string {
  const [[ownerKey, ownerValue]] = Object.entries(ownerLabel) as [[string, string]];
  return renderFile('cluster/collect.sh', {
    namespace,
    startTimeout: `${defaults.startTimeoutS}`,
    jobTimeout: `${jobTimeoutS}`,
    parallel: `${defaults.parallel}`,
    held: capture ? 'pod' : '',
    capturePart,
    servers: Object.values(serverNames).join(' '),
    serverSelector: `${partLabel} in (${Object.keys(serverNames).join(',')})`,
    ...{ partLabel, networkLabel, ownerKey, ownerValue, settingsFile, addressesFile },
    serviceCidrs: serviceCidrResource,
    addressBlocks: cnis.flatMap(({ deployment }) => deployment?.addressBlocks?.resources ?? []).join(' '),
    controlResources: controlResources.join(' '),
    apiServerService,
    isControlPlane: controlPlaneLabels.map((label) => `has("${label}")`).join(' or '),
    addressesMap: configMaps.addresses,
    settingsMap: configMaps.settings,
    schema: observationsSchema,
  });
}
