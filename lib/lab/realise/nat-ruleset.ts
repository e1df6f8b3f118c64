import type { NatRule } from '../../datapath';
import type { Cidr, Family } from '../../net';

/** The table's name in the kernel; one per family. */
const table = 'cni_testbed';

/** Source NAT rules as input for `nft -f`: a postrouting chain per family, in the order given. */
export function natRuleset(rules: readonly NatRule[]): string {
  return (['ipv4', 'ipv6'] as const)
    .map((family) =>
      chain(
        family,
        rules.filter((rule) => rule.family === family),
      ),
    )
    .join('');
}

function chain(family: Family, rules: readonly NatRule[]): string {
  if (rules.length === 0) return '';
  const ip = family === 'ipv4' ? 'ip' : 'ip6';
  return [
    `table ${ip} ${table} {`,
    '  chain postrouting {',
    '    type nat hook postrouting priority srcnat; policy accept;',
    ...rules.map((rule) => `    ${line(ip, rule)}`),
    '  }',
    '}',
    '',
  ].join('\n');
}

function line(ip: string, { source, destination, action, comment }: NatRule): string {
  const match = (field: string, range: NatRule['source']) =>
    range ? [`${ip} ${field} ${range.not ? '!= ' : ''}${anyOf(range.ranges)}`] : [];
  const verdict = action === 'masquerade' ? 'masquerade fully-random' : 'return';
  return [
    ...match('saddr', source),
    ...match('daddr', destination),
    verdict,
    `comment "${comment.replaceAll('"', "'")}"`,
  ].join(' ');
}

function anyOf(ranges: readonly Cidr[]): string {
  return ranges.length === 1 ? `${ranges[0]}` : `{ ${ranges.join(', ')} }`;
}
