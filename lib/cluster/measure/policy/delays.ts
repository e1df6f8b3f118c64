/** How soon changes of a policy hold, while more and more idle policies are in force for the same server. */
import type { Events } from '../../../measure';
import { paces } from '../../../prober/measure/job/paces';
import { wayLine } from '../../untrusted/measure-report-lines';
import { apiPaths } from '../api-paths';
import { ApiProxy } from '../api-proxy';
import { changing, idle } from '../manifests/policies';
import { serverOn } from '../manifests/servers';
import { startJob, startsTimeoutS } from '../manifests/starts';
import type { RunningCluster } from '../running-cluster';
import { SaidLast } from '../said-last';
import { askingPod } from '../silences';
import { applyInParts } from './apply-in-parts';
import { type ChangedPolicy, type ChangesSeen, changes } from './changes';

/** Agents that go over 1,000 policies take seconds. */
const patience = { firstMs: 60_000, nextMs: 20_000 } as const;

/** What is changed, and beside what. */
export interface DelaysAsked {
  /** Idle policies, from few to many. */
  readonly idle: readonly number[];
  /** How often the policy denies, and allows again, beside each number of them. */
  readonly changes: number;
}

/** What changes showed while so many idle policies were in force. */
export interface DelaysSeen extends ChangesSeen {
  readonly policies: number;
}

/**
 * Changes a policy of the server of the first pair while a pod of its client's node tries new connections to it. It ends with
 * the first number of policies at which a change has no effect.
 */
export async function policyDelays(cluster: RunningCluster, asked: DelaysAsked): Promise<DelaysSeen[]> {
  const { use, manifest, pairs } = cluster;
  const server = serverOn(manifest.nodes.indexOf(pairs[0]!.to));
  const allowing = changing(manifest, server, true);
  await cluster.apply([allowing]);
  const { waiting, pod, end } = await startClient(cluster);
  const log = apiPaths.log(manifest.namespace, pod);
  const path = apiPaths.policy(manifest.namespace, allowing.metadata!.name!);
  const proxy = await ApiProxy.start(use.kubectl, [path, log]);
  try {
    const said = new SaidLast(pod, wayLine, () => proxy.get(`${log}?tailLines=1`));
    const change = (allowed: boolean) => proxy.apply(path, changing(manifest, server, allowed));
    const seen = await series(cluster, server, { said, waiting, change, patience }, asked);
    await end();
    return seen;
  } finally {
    proxy.end();
  }
}

/** The pod that tries the way, and what ends it. */
async function startClient({ manifest, pairs, places, ...cluster }: RunningCluster) {
  const { from, to } = pairs[0]!;
  const address = Object.values(places.server('pod', to).address)[0]!;
  const job = startJob(manifest, { kind: 'way', node: from, address, pods: 1 }, 0);
  await cluster.apply([job]);
  const waiting = cluster.waiting(startsTimeoutS(1));
  const pod = await askingPod(waiting, job.metadata!.name!);
  const end = () => cluster.apply([{ ...job, spec: { ...job.spec, suspend: true } }]);
  return { waiting, pod, end };
}

async function series(
  { manifest, apply }: RunningCluster,
  server: Readonly<Record<string, string>>,
  policy: ChangedPolicy,
  asked: DelaysAsked,
): Promise<DelaysSeen[]> {
  const seen: DelaysSeen[] = [];
  let made = 0;
  for (const policies of asked.idle) {
    const more = Array.from({ length: policies - made }, (_, i) => idle(manifest, server, 'idle', made + i));
    await applyInParts(more, apply, policy.waiting.alive);
    made += more.length;
    const one = { policies, ...(await changes(policy, asked.changes)) };
    seen.push(one);
    if (isCutShort(one)) break;
  }
  return seen;
}

const isCutShort = ({ denyMs, allowMs }: ChangesSeen) => [...denyMs, ...allowMs].includes(undefined);

/** Both ways, at each number of policies. */
export function delayEvents(subject: string, seen: readonly DelaysSeen[]): Events[] {
  return seen.flatMap(({ policies, denyMs, allowMs, clockMs }) => {
    const event = (kind: Events['kind'], all: readonly (number | undefined)[]): Events => {
      const ms = all.flatMap((one) => one ?? []);
      return {
        ...{ subject, kind, policies, ms, unseen: all.length - ms.length },
        resolutionMs: paces.way + clockMs,
      };
    };
    const both = [event('deny-delay', denyMs), event('allow-delay', allowMs)];
    return both.filter(({ ms, unseen }) => ms.length + unseen > 0);
  });
}
