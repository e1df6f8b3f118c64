import type { RoutingRule } from '../../../datapath';
import { type DiffKind, exchanged } from './kind';

/** Rules that say which routing table a packet is looked up in. */
export const policyRules: DiffKind<'policy-rule'> = {
  kind: 'policy-rule',
  entries: ({ rules }) => rules,
  canonical: (rule) =>
    [
      ruleKey(rule),
      rule.not ? 'not' : '',
      `from ${rule.from ?? 'all'}`,
      rule.to ? `to ${rule.to}` : '',
      rule.mark ? `fwmark ${rule.mark.value}/${rule.mark.mask}` : '',
      rule.in ? `iif ${rule.in}` : '',
      `table ${rule.table}`,
      rule.unknown ?? '',
    ].join(' '),
  identity: ruleKey,
  replace: (host, from, to) => ({
    ...host,
    rules: exchanged(host.rules, policyRules, from, to),
  }),
};

function ruleKey({ family, priority }: RoutingRule): string {
  return `${family} priority ${priority}`;
}
