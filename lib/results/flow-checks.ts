import type { CheckResult } from '../check/check';
import type { NatRow } from './nat';
import { type FlowCode, flowCodes, type NatFlow } from './nat-codes';
import { flowText } from './nat-text';

/** Kinds of checks that speak for a flow, by the beginning of their ids. */
const flows: Readonly<Record<FlowCode, string>> = {
  'pod-to-pod/same-node': 'pod-to-pod/same-node',
  'pod-to-pod/other-node': 'pod-to-pod/cross-',
  'pod-to-node/same-node': 'pod-to-node/same-node',
  'pod-to-node/other-node': 'pod-to-node/cross-',
  'node-to-pod/same-node': 'node-to-pod/same-node',
  'node-to-pod/other-node': 'node-to-pod/cross-',
  'host-pod-to-pod/same-node': 'host-pod-to-pod/same-node',
  'host-pod-to-pod/other-node': 'host-pod-to-pod/cross-',
  'node-to-node': 'node-to-node/',
  egress: 'egress/nat',
};

/** The checks that a row of the NAT table sums up; none where it is not known which flow it is of. */
export function checksOfFlow(
  checks: readonly CheckResult[],
  { flow, family }: Pick<NatRow, 'flow' | 'family'>,
): CheckResult[] {
  const code = codeOf(flow);
  if (!code) return [];
  return checks.filter(
    (check) => (family === undefined || check.family === family) && check.id.startsWith(flows[code]),
  );
}

/** Older files have the words alone. */
function codeOf(flow: NatFlow): FlowCode | undefined {
  return typeof flow === 'string' ? flow : flowCodes.find((code) => flowText(code) === flow.unknown);
}
