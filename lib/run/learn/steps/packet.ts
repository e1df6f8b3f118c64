import { hopsOf } from '../../../datapath';
import { explanation, traceOutcome, traceTable } from '../../../report';
import type { Testbed } from '../../../testbed';
import type { Explained } from '../../packet/exchange';
import type { Traced } from '../../packet/trace';
import type { Step } from '../step';
import { namedBy, scenario, titleOf, twoNodes } from './parts';

/** What becomes of a packet on its way. */
export const packet: Step = {
  name: 'packet',
  spec: scenario('cluster'),
  facts(planned) {
    const [first, second] = twoNodes(planned);
    return {
      cni: titleOf(planned),
      link: cardOf(planned, first.name),
      ...{ first: first.name, from: first.pod, node: first.node },
      ...{ second: second.name, to: second.pod, far: second.node },
    };
  },
  async run(bench, planned) {
    const [first, second] = twoNodes(planned);
    const followed = await bench.follow(planned.spec, { from: first.id, to: second.id });
    const [from, to] = [first.pod, second.pod];
    return {
      right: namedBy(addressesOn(followed, first.name, cardOf(planned, first.name)), {
        pods: `${from} ${to}`,
        nodes: `${first.node} ${second.node}`,
        mixed: `${from} ${second.node}`,
      }),
      values: { second: second.name },
      show: (style) =>
        'way' in followed
          ? [
              traceTable(followed.way, style),
              traceOutcome(sent(followed), followed.way, followed.prediction, style),
            ]
          : [explanation(followed.prediction, followed.from.id, followed.to.id, style)],
    };
  },
};

/** Where packets leave the node. */
function cardOf({ datapath }: Testbed, node: string): string {
  const host = datapath.hosts.find(({ name }) => name === node);
  return `${host?.routes.find(({ destination }) => destination.prefix === 0)?.link}`;
}

/** Source and destination of the packet on a link, as captured there; where none was sent, as walked. */
function addressesOn(followed: Explained | Traced, host: string, link: string): string | undefined {
  if ('way' in followed) {
    const place = followed.way.there.find((one) => one.host === host && one.link === link && one.seen);
    return place && `${place.source} ${place.destination}`;
  }
  const hop = hopsOf(followed.prediction).find((one) => one.host === host && one.link === link);
  return hop && `${hop.packet.source} ${hop.packet.destination}`;
}

function sent({ to, observed: { answeredBy, source } }: Traced) {
  return { to: to.id, protocol: 'tcp', answeredBy, source };
}
