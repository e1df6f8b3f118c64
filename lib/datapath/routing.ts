import type { Address, Family } from '../net';
import type { Host, Route, RoutingRule } from './host';
import { isMarked, type Mark, noMark } from './netfilter/mark';
import { mainTable, type RouteTable, routesOf, tableKey } from './route-table';

/** What policy rules ask of a packet beside its addresses. */
export interface RoutedBy {
  /** @default none */
  readonly mark?: Mark;
  /** Link that it came in by. @default `lo`: this host starts it */
  readonly in?: string;
}

/** A rule with the table that it leads to. */
interface RuledTable {
  readonly rule: RoutingRule;
  readonly table: RouteTable;
}

/** What the rules from one on lead to. */
interface Choice {
  readonly route?: Route;
  /** A rule of which it is not known whether it applies, where that makes a difference. */
  readonly unsure?: RoutingRule;
}

/** The kernel's own rules for the main table; rules of a higher number are asked after it. */
const mainRules: readonly RoutingRule[] = (['ipv4', 'ipv6'] as const).map((family) => ({
  priority: 32_766,
  table: mainTable,
  family,
}));

/** A host's policy rules and routing tables. */
export class Routing {
  private readonly ruled: Readonly<Record<Family, readonly RuledTable[]>>;
  private readonly maybeUnsure: boolean;

  /** @param connected the routes that the kernel adds for each address with a prefix */
  constructor(host: Host, connected: readonly Route[]) {
    const tables = routesOf(host, connected);
    const rules = [...host.rules, ...mainRules].sort((a, b) => a.priority - b.priority);
    const of = (family: Family) =>
      rules.flatMap((rule) => {
        const table = rule.family === family ? tables.get(tableKey(family, rule.table)) : undefined;
        return table ? [{ rule, table }] : [];
      });
    this.ruled = { ipv4: of('ipv4'), ipv6: of('ipv6') };
    this.maybeUnsure = host.rules.some(({ unknown, mark }) => unknown !== undefined || mark !== undefined);
  }

  /** The route that the kernel takes: the first that the tables of the policy rules have, in order of priority. */
  route(destination: Address, source?: Address, by: RoutedBy = {}): Route | undefined {
    for (const { rule, table } of this.ruled[destination.family]) {
      if (applies(rule, destination, source, by) !== true) continue;
      const found = table.lookup(destination);
      if (found && found.type !== 'throw') return found;
    }
    return undefined;
  }

  /** A policy rule that may or may not lead the packet another way. */
  unsure(destination: Address, source?: Address, by: RoutedBy = {}): RoutingRule | undefined {
    if (!this.maybeUnsure) return undefined;
    return this.choice(0, destination, source, by).unsure;
  }

  private choice(from: number, destination: Address, source: Address | undefined, by: RoutedBy): Choice {
    const ruled = this.ruled[destination.family];
    for (let i = from; i < ruled.length; i += 1) {
      const { rule, table } = ruled[i]!;
      const holds = applies(rule, destination, source, by);
      const route = holds === false ? undefined : table.lookup(destination);
      if (!route || route.type === 'throw') continue;
      if (holds) return { route };
      const rest = this.choice(i + 1, destination, source, by);
      return rest.unsure || rest.route === route ? rest : { unsure: rule };
    }
    return {};
  }
}

/** Whether a policy rule is for the packet; undefined: that is not known. */
function applies(
  rule: RoutingRule,
  destination: Address,
  source: Address | undefined,
  by: RoutedBy,
): boolean | undefined {
  const holds = selects(rule, destination, source, by);
  return rule.not && holds !== undefined ? !holds : holds;
}

function selects(
  { from, to, in: link, mark, unknown }: RoutingRule,
  destination: Address,
  source: Address | undefined,
  by: RoutedBy,
): boolean | undefined {
  if (from && !(source && from.contains(source))) return false;
  if (to && !to.contains(destination)) return false;
  if (link !== undefined && link !== (by.in ?? 'lo')) return false;
  const marked = mark ? isMarked(by.mark ?? noMark, mark.mask, mark.value) : true;
  return marked && unknown !== undefined ? undefined : marked;
}
