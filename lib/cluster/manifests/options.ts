import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../base/package-root';
import { versions } from '../../base/versions';
import type { ProbeSettings } from '../../prober/questions/settings';
import { defaultNamespace } from '../words';

/** What the manifests are made from. */
export interface ManifestOptions {
  /** What the Jobs are given; its nodes get a Job of each kind. */
  readonly settings: ProbeSettings;
  /** @default cni-testbed-probe */
  readonly namespace?: string;
  /** Image with Node 20 or later as `node`. @default docker.io/library/node, pinned in lib/base/versions.ts */
  readonly image?: string;
  /** Seconds that a Job may take. @default 300 */
  readonly jobTimeoutS?: number;
  /** Jobs wait for `kubectl patch` before they start: for manifests that are applied by hand. @default false */
  readonly suspended?: boolean;
  /** Of which namespaces the kernel state is captured when the probes have ended. @default none */
  readonly capture?: CaptureScope;
  /** Whether the names of CNI configuration files are read as well, with the folder mounted. @default false */
  readonly files?: boolean;
  /** Image with iproute2, nftables, iptables and ipset. @default docker.io/nicolaka/netshoot, pinned in lib/base/versions.ts */
  readonly captureImage?: string;
  /** The probe program. @default dist/job-prober.js of this package */
  readonly program?: string;
}

/** Those of the nodes, or of their pods too. */
export type CaptureScope = 'nodes' | 'pods';

/** The same with every default filled in. */
export type Manifest = Required<Omit<ManifestOptions, 'capture'>> & Pick<ManifestOptions, 'capture'>;

/** Seconds that a Job may take unless something else is asked for: an all-pairs Job takes seconds, black holes cost the rest. */
export const defaultJobTimeoutS = 300;
/** Image that the probes run in. */
export const defaultImage = `docker.io/library/node:${versions.node}-alpine`;
/** Image that captures are taken in. */
export const defaultCaptureImage = `docker.io/nicolaka/netshoot:${versions.netshoot}`;
/** Image that iperf3 runs in, where it measures: the same, as it has iperf3 too. */
export const defaultEngineImage = defaultCaptureImage;
/** Seconds that the Jobs on the pod network keep their pods for the captures, which come when all have reported. */
export const heldS = 1800;

/** The options with every default filled in. */
export function withDefaults(options: ManifestOptions): Manifest {
  return {
    settings: options.settings,
    namespace: options.namespace ?? defaultNamespace,
    image: options.image ?? defaultImage,
    jobTimeoutS: options.jobTimeoutS ?? defaultJobTimeoutS,
    suspended: options.suspended ?? false,
    capture: options.capture,
    files: options.files ?? false,
    captureImage: options.captureImage ?? defaultCaptureImage,
    program: options.program ?? bundledProgram(),
  };
}

/** The probes' program as one file. The build makes it. */
export function bundledProgram(): string {
  return readFileSync(join(packageRoot, 'dist', 'job-prober.js'), 'utf8');
}
