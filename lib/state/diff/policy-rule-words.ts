import type { RoutingRule } from '../../datapath';

/** A policy rule, as `ip rule add` and `ip rule del` take it. */
export function policyRuleWords(rule: RoutingRule): string[] {
  const { mark } = rule;
  return [
    ...(rule.not ? ['not'] : []),
    ...['from', rule.from ? `${rule.from}` : 'all'],
    ...(rule.to ? ['to', `${rule.to}`] : []),
    ...(mark ? ['fwmark', `0x${mark.value.toString(16)}/0x${mark.mask.toString(16)}`] : []),
    ...(rule.in ? ['iif', rule.in] : []),
    ...['priority', `${rule.priority}`, 'table', `${rule.table}`],
  ];
}
