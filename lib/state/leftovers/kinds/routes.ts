import { routeWords } from '../../../datapath';
import { policyRuleWords } from '../../diff/policy-rule-words';
import type { ReadRoute } from '../../read/read-host';
import type { Finder, Found } from './finder';
import { links, linksOf } from './links';

/** Routes by the owner's protocol; those over devices of its own go with these. */
export const routes: Finder = (seen, sought) => {
  const own = linksOf(links(seen, sought));
  const { protocols = [] } = sought.traces;
  return seen.host.routes
    .filter(({ link = '', protocol = '' }) => protocols.includes(protocol) && !own.has(link))
    .map(leftRoute);
};

/** A route that is left, with what it does to packets. */
export function leftRoute(route: ReadRoute): Found {
  const { destination, type = 'unicast', via } = route;
  const drops = type !== 'unicast' && type !== 'throw';
  const what = [type === 'unicast' ? '' : type, `${destination}`, via ? `via ${via}` : ''];
  return {
    kind: 'route',
    name: what.filter(Boolean).join(' '),
    with: [],
    harms: drops ? [{ code: 'drops', range: `${destination}` }] : [{ code: 'takes-packets', routes: 1 }],
    commands: [['ip', 'route', 'del', ...routeWords(route)]],
  };
}

/** Rules for the choice of a routing table. */
export const policyRules: Finder = ({ host }, { traces }) =>
  host.rules
    .filter((rule) => traces.policyRules?.(rule))
    .map((rule) => {
      const family = rule.family === 'ipv6' ? ['-6'] : [];
      const words = policyRuleWords(rule);
      return {
        kind: 'policy-rule',
        name: [...family, ...words].join(' '),
        with: [],
        harms: [],
        commands: [['ip', ...family, 'rule', 'del', ...words]],
      };
    });
