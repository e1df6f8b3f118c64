import { required } from '../../../base/required';
import { reachabilityMatrix } from '../../../report';
import type { Step } from '../step';
import { counts, exchange, namedBy, nodeOf, scenario, seenSource } from './parts';

/** What one node has: pods on a bridge, and no NAT between them. */
export const oneNode: Step = {
  name: 'one-node',
  spec: scenario('single-node'),
  facts(planned) {
    const { node, range, gateway, pod, secondPod } = nodeOf(planned, 0);
    return { node, range, gateway, first: pod, second: required(secondPod, 'second pod') };
  },
  async run(bench, planned) {
    const results = await bench.test(planned.spec);
    const { node, gateway, pod, ids } = nodeOf(planned, 0);
    const seen = seenSource(exchange(results, ids[0], ids[1]));
    return {
      right: namedBy(seen, { own: pod, bridge: gateway, node }),
      values: counts(results, 'passed', 'asked'),
      show: (style) => [reachabilityMatrix(results.checks, style)],
    };
  },
};
