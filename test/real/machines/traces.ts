/** What a cluster has left on a machine, by other eyes than the product's: all that is there now and was not before. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BareMachine } from '../cluster/machine/machine';
import { clusterSources } from '../run/folders';

/** What is on each machine, a thing a line. */
export type Traces = ReadonlyMap<string, ReadonlySet<string>>;

/** Looks at all of them. */
export async function tracesOn(machines: readonly BareMachine[]): Promise<Traces> {
  const script = readFileSync(join(clusterSources, 'machine/trace.sh'), 'utf8');
  const found = await Promise.all(
    machines.map(async ({ planned, exec }) => {
      const text = await exec(['bash', '-s'], script);
      return [planned.name, new Set(text.split('\n').filter(Boolean))] as const;
    }),
  );
  return new Map(found);
}

/** What is there after, was not before, and is not to stay, as `MACHINE: THING`. */
export function newSince(before: Traces, after: Traces): string[] {
  return [...after].flatMap(([name, things]) =>
    [...things]
      .filter((thing) => !before.get(name)?.has(thing) && !mayStay.some((one) => one.test(thing)))
      .map((thing) => `${name}: ${thing}`),
  );
}

/** What docs/machines.md says that a reset leaves, and what a login of anybody does. */
const mayStay: readonly RegExp[] = [
  /^package (containerd|cri-tools|kube(adm|ctl|let)|kubernetes-cni)$/,
  // containerd runs on, with its server of streams on loopback
  /^(process|enabled) containerd(\.service)?$/,
  /^listener tcp 127\.0\.0\.1:\d+$/,
  /^file \/etc\/systemd\/system\/multi-user\.target\.wants\/containerd\.service$/,
  /^file (\/var)?\/run\/(containerd|nri|netns)(\/|$)/,
  /^file \/opt\/(cni|containerd)(\/|$)/,
  // folders with nothing in them, tables without a rule
  /^file \/etc\/(cni|cni\/net\.d|systemd\/networkd\.conf\.d)$/,
  /^file \/run\/xtables\.lock$/,
  /^(iptables|ip6tables)-save :[A-Z]+$/,
  /^nft table ip6? (filter|nat|mangle) \{$/,
  // the system's own
  /^file \/run\/motd\.dynamic$/,
  /^route local fe80::\S+ dev eth0 /,
];
