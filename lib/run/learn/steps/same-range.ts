import { causesText, reachabilityMatrix } from '../../../report';
import type { Step } from '../step';
import { counts, exchange, namedBy, scenario, twoNodes } from './parts';

/** What goes wrong where two nodes use one range. */
export const sameRange: Step = {
  name: 'same-range',
  spec: scenario('conflict'),
  facts(planned) {
    const [first, second] = twoNodes(planned);
    return { first: first.name, second: second.name, range: first.range, pod: first.pod };
  },
  async run(bench, planned) {
    const results = await bench.test(planned.spec);
    const [first, second] = twoNodes(planned);
    const { observed, predicted } = exchange(results, first.id, second.id);
    const { answeredBy } = observed ?? predicted;
    return {
      right: namedBy(answeredBy, { self: first.id, other: second.id, nobody: undefined }),
      values: {
        range: first.range,
        pod: first.pod,
        ...counts(results, 'failed', 'asked'),
      },
      show: (style) => [reachabilityMatrix(results.checks, style), causesText(results, style)],
    };
  },
};
