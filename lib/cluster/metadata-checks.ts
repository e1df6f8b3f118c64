/** Pods must not get at the cloud's metadata service, which hands out the keys of their node's role. */
import { type Check, type CheckResult, skip } from '../check';
import { metadataId } from './job/metadata-questions';
import { endpointIds, type ProbeSettings } from './job/settings';
import type { Answers } from './job-report';
import { verdictOf } from './observe';

/** One check for each node's pod, where the run was told that there is such a service. */
export function metadataVerdicts({ nodes, metadata }: ProbeSettings, answers: Answers): CheckResult[] {
  if (!metadata) return [];
  return nodes.map((node) => {
    const check = metadataCheck(endpointIds.client('pod', node));
    const control = answers.find({ ...check, from: endpointIds.client('node', node), asked: check.id });
    if (!control) return { ...check, verdict: 'fail', reason: 'the Job on its node did not report on it' };
    if (control.answeredBy !== metadataId)
      return skip(check, 'the service does not answer the node itself, so the pod’s silence proves nothing');
    return verdictOf(check, answers);
  });
}

function metadataCheck(from: string) {
  return {
    id: 'metadata/blocked',
    from,
    to: metadataId,
    family: 'ipv4',
    protocol: 'tcp',
    required: { reachable: false },
    predicted: { none: true },
  } as const satisfies Check;
}
