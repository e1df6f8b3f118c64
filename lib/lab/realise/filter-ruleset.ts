import type { FilterRule } from '../../datapath';

/** The table's name in the kernel; one per family. */
const table = 'cni_testbed_filter';

/** Filter rules as input for `nft -f`: a chain for each hook, in the order given. */
export function filterRuleset(rules: readonly FilterRule[]): string {
  return (['ipv4', 'ipv6'] as const)
    .map((family) =>
      tableOf(
        family === 'ipv4' ? 'ip' : 'ip6',
        rules.filter((rule) => rule.family === family),
      ),
    )
    .join('');
}

function tableOf(ip: string, rules: readonly FilterRule[]): string {
  if (rules.length === 0) return '';
  const chains = (['input', 'forward', 'output'] as const).flatMap((hook) => {
    const own = rules.filter((rule) => rule.hook === hook);
    if (own.length === 0) return [];
    return [
      `  chain ${hook} {`,
      `    type filter hook ${hook} priority filter; policy accept;`,
      ...own.map((rule) => `    ${line(ip, rule)}`),
      '  }',
    ];
  });
  return [`table ${ip} ${table} {`, ...chains, '}', ''].join('\n');
}

function line(ip: string, rule: FilterRule): string {
  const { source, destination, protocol, port, share, comment } = rule;
  return [
    rule.in ? `iifname "${rule.in}"` : '',
    rule.out ? `oifname "${rule.out}"` : '',
    match(`${ip} saddr`, source),
    match(`${ip} daddr`, destination),
    protocol ? `meta l4proto ${protocolNames[protocol]}` : '',
    port === undefined ? '' : `th dport ${port}`,
    share === undefined ? '' : `numgen random mod 1000 < ${Math.round(share * 1000)}`,
    `drop comment "${comment.replaceAll('"', "'")}"`,
  ]
    .filter(Boolean)
    .join(' ');
}

const protocolNames = { tcp: 'tcp', udp: 'udp', icmp: '{ icmp, ipv6-icmp }', ipip: 'ipip' } as const;

function match(field: string, range: FilterRule['source']): string {
  if (!range) return '';
  const ranges = range.ranges.map(String);
  return `${field} ${range.not ? '!= ' : ''}${ranges.length === 1 ? ranges[0] : `{ ${ranges.join(', ')} }`}`;
}
