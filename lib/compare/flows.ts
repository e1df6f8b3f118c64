/** Round-trip times of one run by flow: the network between the nodes first, as what the CNI adds to it is the question. */
import type { CheckResult } from '../check';
import { allFamilies, type Protocol, protocols } from '../net';
import type { Results } from '../results';
import { type Latency, latencyOf } from './latency';

/** One way through a cluster, over one protocol and family. */
export interface Flow {
  readonly id: CheckResult['id'];
  readonly protocol: Protocol;
  readonly family: CheckResult['family'];
}

/** What is compared, in this order. */
const flowIds: readonly CheckResult['id'][] = [
  'node-to-node/cross-node',
  'node-to-node/cross-zone',
  'pod-to-pod/same-node',
  'pod-to-pod/cross-node',
  'pod-to-pod/cross-zone',
];

/** A text that is the same for the same flow only. */
export const flowKey = ({ id, protocol, family }: Flow): string => `${id} ${protocol} ${family}`;

/** Every flow that could be, in the order in which they are shown. */
export const flows: readonly Flow[] = allFamilies.flatMap((family) =>
  protocols.flatMap((protocol) => flowIds.map((id) => ({ id, protocol, family }))),
);

/** The same way between nodes instead of pods: what a flow of pods is held against. Undefined where there is none. */
export function baselineOf({ id, protocol, family }: Flow): Flow | undefined {
  const baseline = id.replace(/^pod-to-pod\/cross/, 'node-to-node/cross') as Flow['id'];
  return baseline !== id && flowIds.includes(baseline) ? { id: baseline, protocol, family } : undefined;
}

/** By flowKey; of checks that passed alone, as a wrong answer's time says nothing. */
export function latencies({ checks }: Results): ReadonlyMap<string, Latency> {
  const times = new Map<string, number[]>(flows.map((flow) => [flowKey(flow), []]));
  for (const { id, protocol, family, verdict, observed } of checks)
    if (verdict === 'pass' && protocol && observed?.rttMs !== undefined)
      times.get(flowKey({ id, protocol, family }))?.push(observed.rttMs);
  return new Map(
    [...times].flatMap(([key, list]) => {
      const latency = latencyOf(list);
      return latency ? [[key, latency] as const] : [];
    }),
  );
}
