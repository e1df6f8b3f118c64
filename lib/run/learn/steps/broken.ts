import { required } from '../../../base/required';
import { shellWords } from '../../../base/shell-words';
import { byHand } from '../../../faults';
import { causesText, reachabilityMatrix } from '../../../report';
import type { Testbed } from '../../../testbed';
import { testbedWith } from '../../lab/one-fault';
import type { Step } from '../step';
import { mendedText } from './mended-text';
import { reaches, scenario, twoNodes } from './parts';

const fault = { name: 'route-missing' };

/** What one lost entry does, how it is found, and how it is mended. */
export const brokenByHand: Step = {
  name: 'broken',
  spec: scenario('cluster'),
  facts(planned) {
    const { broken, other, command } = parts(planned);
    return { broken: broken.name, other: other.name, command };
  },
  async run(bench, planned) {
    const mended = await bench.mend(planned.spec, fault);
    const { results } = mended;
    const { broken, other } = parts(planned);
    const there = reaches(results, broken.ids, other.ids);
    const back = reaches(results, other.ids, broken.ids);
    return {
      right: there ? (back ? 'nothing' : 'none of these') : back ? 'there' : 'both',
      values: { broken: broken.name, other: other.name },
      show: (style) => [
        reachabilityMatrix(results.checks, style),
        causesText(results, style),
        ...mendedText(mended, style),
      ],
    };
  },
};

/** The node that is broken, with the command that breaks it, and the node whose pods it no longer finds. */
function parts({ spec, ...planned }: Omit<Testbed, 'fault'>) {
  const { commands } = required(byHand(testbedWith(spec, fault)), 'a command that breaks it');
  const { host, command } = required(commands[0], 'a command that breaks it');
  const nodes = twoNodes(planned);
  const broken = required(
    nodes.find(({ name }) => name === host),
    `node ${host}`,
  );
  const other = required(
    nodes.find(({ name }) => name !== host),
    'another node',
  );
  return { broken, other, command: shellWords(command) };
}
