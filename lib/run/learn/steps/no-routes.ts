import { causesText, reachabilityMatrix } from '../../../report';
import type { Step } from '../step';
import { mendedText } from './mended-text';
import { reaches, scenario, sharesNamed, twoNodes } from './parts';

/** What is left to do where each node has a range of its own. */
export const noRoutes: Step = {
  name: 'no-routes',
  spec: scenario('no-routes'),
  facts: sharesNamed,
  async run(bench, planned) {
    const mended = await bench.mend(planned.spec);
    const { results } = mended;
    const [first, second] = twoNodes(planned);
    const local = reaches(results, first.ids, first.ids) && reaches(results, second.ids, second.ids);
    const across = reaches(results, first.ids, second.ids) || reaches(results, second.ids, first.ids);
    return {
      right: across ? 'all' : local ? 'local' : 'none',
      values: { first: first.name, second: second.name, secondRange: second.range },
      show: (style) => [
        reachabilityMatrix(results.checks, style),
        causesText(results, style),
        ...mendedText(mended, style),
      ],
    };
  },
};
