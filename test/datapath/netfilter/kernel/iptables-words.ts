/** Netfilter's words as iptables-restore takes them. */
import type { Action, Chain, Condition, Netfilter } from '../../../../lib/datapath';

/** All tables, in place of what there was. */
export function iptablesInput({ chains }: Netfilter): string {
  const tables = [...new Set(chains.map(({ table }) => table))];
  return tables
    .flatMap((table) => {
      const own = chains.filter((chain) => chain.table === table);
      return [`*${table.replace('iptables:', '')}`, ...own.map(head), ...own.flatMap(lines), 'COMMIT', ''];
    })
    .join('\n');
}

const head = ({ name, hook }: Chain) => `:${name} ${hook ? hook.policy.toUpperCase() : '-'} [0:0]`;

function lines({ name, rules }: Chain): string[] {
  return rules.map(({ conditions, action }) =>
    ['-A', name, ...conditions.map(conditionWords), actionWords(action)].filter(Boolean).join(' '),
  );
}

function conditionWords(condition: Condition): string {
  const not = 'not' in condition && condition.not ? '! ' : '';
  switch (condition.on) {
    case 'address':
      return `${not}${condition.of === 'source' ? '-s' : '-d'} ${condition.ranges[0]}`;
    case 'protocol':
      return `${not}-p ${condition.protocols[0]}`;
    case 'port': {
      const list = condition.ports.map(([low, high]) => (low === high ? low : `${low}:${high}`)).join(',');
      return `-m multiport ${not}--${condition.of === 'source' ? 's' : 'd'}ports ${list}`;
    }
    case 'link':
      return `${not}${condition.of === 'in' ? '-i' : '-o'} ${condition.names[0]!.replace('*', '+')}`;
    case 'mark':
      return `-m mark ${not}--mark ${condition.value}/${condition.mask}`;
    case 'state':
      return `-m conntrack ${not}--ctstate ${condition.states.join(',').toUpperCase()}`;
    case 'address-type':
      return `-m addrtype ${not}--${condition.of === 'source' ? 'src' : 'dst'}-type ${condition.types.join(',').toUpperCase()}${condition.link ? ` --limit-iface-${condition.link}` : ''}`;
    case 'set':
      return `-m set ${not}--match-set ${condition.set} ${condition.fields[0] === 'source' ? 'src' : 'dst'}`;
    case 'reverse-path':
      return `-m rpfilter${condition.not ? ' --invert' : ''}`;
    default:
      throw new Error(`no words for ${condition.on}`);
  }
}

function actionWords(action: Action): string {
  switch (action.do) {
    case 'jump':
      return `-j ${action.chain}`;
    case 'goto':
      return `-g ${action.chain}`;
    case 'mark':
      return `-j MARK --set-xmark ${action.flip}/${action.clear >>> 0}`;
    case 'notrack':
      return '-j CT --notrack';
    case 'reject':
      return `-j REJECT --reject-with ${action.with}`;
    case 'redirect':
      return `-j REDIRECT --to-ports ${action.port}`;
    case 'dnat':
    case 'snat': {
      const [{ address, port }] = action.to as [(typeof action.to)[0]];
      const target = `${address}${port === undefined ? '' : `:${port}`}`;
      return action.do === 'dnat' ? `-j DNAT --to-destination ${target}` : `-j SNAT --to-source ${target}`;
    }
    case 'continue':
      return '';
    case 'map':
    case 'unknown':
      throw new Error(`iptables has no words for ${action.do}`);
    default:
      return `-j ${action.do.toUpperCase()}`;
  }
}
