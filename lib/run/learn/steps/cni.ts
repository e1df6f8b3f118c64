import { requirementsText } from '../../../report';
import type { Testbed } from '../../../testbed';
import type { Step } from '../step';
import { counts, exchange, namedBy, scenario, seenSource, sharesNamed, titleOf, twoNodes } from './parts';

/** What a CNI does about it. */
export const withCni: Step = {
  name: 'cni',
  spec: scenario('cluster'),
  facts(planned) {
    const [first, second] = twoNodes(planned);
    const tunnel = tunnelAddress(planned, first.name);
    const packet = { from: first.pod, to: second.pod, node: first.node, tunnel };
    return { cni: titleOf(planned), ...sharesNamed(planned), ...packet };
  },
  async run(bench, planned) {
    const results = await bench.test(planned.spec);
    const [first, second] = twoNodes(planned);
    const seen = seenSource(exchange(results, first.id, second.id));
    const tunnel = tunnelAddress(planned, first.name);
    return {
      right: namedBy(seen, { own: first.pod, node: first.node, tunnel }),
      values: counts(results, 'asked'),
      show: (style) => [requirementsText(results, style)],
    };
  },
};

function tunnelAddress({ datapath }: Testbed, node: string): string {
  const links = datapath.hosts.find(({ name }) => name === node)?.links ?? [];
  return `${links.find(({ type }) => type === 'vxlan')?.addresses[0]?.address}`;
}
