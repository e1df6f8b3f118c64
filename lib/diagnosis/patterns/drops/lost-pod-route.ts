import { addressBits } from '../../../net';
import { dropPattern } from '../../drop-pattern';

/**
 * A node that has lost its route to one of its own pods: what is for the pod goes by a wider one, and what comes from it is
 * taken for another's. Only where it is known that it should have one.
 */
export const lostPodRoute = dropPattern(
  ['reverse-path', 'blackhole', 'no-neighbour', 'no-route'],
  (trace, { family }, { meant }) => {
    for (const { kind, node, address } of [trace.to, trace.from]) {
      const own = kind === 'pod' ? address[family] : undefined;
      const host = own && trace.hostNamed(node);
      if (!host || (trace.host !== host && trace.target.node !== node)) continue;
      const lost = meant
        .routes(host, node, own)
        .filter(({ command }) => command.includes(`${own}/${addressBits(own.family)}`));
      if (lost.length === 0) continue;
      const cause = { where: node, node, range: `${own}`, pod: false, byDefault: false, mend: lost };
      return { key: `${node} ${own}`, cause: { code: 'route-missing', ...cause } };
    }
    return undefined;
  },
);
