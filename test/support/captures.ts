/** Captures of real clusters, recorded once: test/state/captures, each a configuration. README.md there tells of them. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { type Capture, captureFileSchema } from '../../lib/state/capture/capture';

const folder = join(__dirname, '../state/captures');

/** What was recorded of one cluster. */
export interface Recorded {
  /** The testbed's own spec, as YAML; absent where none was used. */
  readonly spec?: string;
  readonly cluster: RecordedCluster;
  readonly captures: readonly Capture[];
}

/** Objects of the cluster, without what no test needs. Those of CNIs are beside these, by the names that kubectl has. */
export interface RecordedCluster {
  readonly cni: string;
  readonly mode: string;
  readonly ipFamily: 'ipv4' | 'dual';
  readonly nodes: readonly {
    readonly metadata: { readonly name: string; readonly annotations: Readonly<Record<string, string>> };
    readonly spec: { readonly podCIDRs?: readonly string[] };
    readonly status: { readonly addresses: readonly { readonly type: string; readonly address: string }[] };
  }[];
  readonly pods: readonly {
    readonly namespace: string;
    readonly name: string;
    readonly node: string;
    readonly hostNetwork: boolean;
    readonly podIPs: readonly string[];
  }[];
  readonly [other: string]: unknown;
}

/** Names of all configurations that were recorded. */
export const recordedNames: readonly string[] = readdirSync(folder)
  .flatMap((file) => /^(.*)\.json\.br$/.exec(file)?.[1] ?? [])
  .sort();

const known = new Map<string, Recorded>();

/** What was recorded of the configuration. */
export function recorded(name: string): Recorded {
  const found = known.get(name) ?? read(name);
  known.set(name, found);
  return found;
}

function read(name: string): Recorded {
  const file = JSON.parse(brotliDecompressSync(readFileSync(join(folder, `${name}.json.br`))).toString());
  return { ...file, captures: file.captures.map((capture: unknown) => captureFileSchema.parse(capture)) };
}
