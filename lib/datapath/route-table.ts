import { type Address, addressBits, type Family } from '../net';
import type { Host, Route } from './host';

/** Main routing table's number in the kernel. */
export const mainTable = 254;

/** Metric that the kernel gives an IPv6 route that names none. */
const ipv6DefaultMetric = 1024;

/** One family's routes of one table, looked up as the kernel does: longest prefix first, then lowest metric. */
export class RouteTable {
  private readonly byPrefix = new Map<number, Map<bigint, Route>>();
  private prefixes: number[] = [];
  private readonly bits: number;

  constructor(family: Family, routes: readonly Route[]) {
    this.bits = addressBits(family);
    for (const route of routes) this.add(route, family);
    this.prefixes = [...this.byPrefix.keys()].sort((a, b) => b - a);
  }

  lookup(destination: Address): Route | undefined {
    for (const prefix of this.prefixes) {
      const route = this.byPrefix.get(prefix)!.get(this.key(destination.value, prefix));
      if (route) return route;
    }
    return undefined;
  }

  private add(route: Route, family: Family): void {
    const { prefix, first } = route.destination;
    const sameLength = this.byPrefix.get(prefix) ?? new Map<bigint, Route>();
    this.byPrefix.set(prefix, sameLength);
    const key = this.key(first, prefix);
    const rival = sameLength.get(key);
    if (!rival || metricOf(route, family) < metricOf(rival, family)) sameLength.set(key, route);
  }

  /** The network part alone: V8 hashes a bigint by its low bits, which host bits would make all alike. */
  private key(value: bigint, prefix: number): bigint {
    return value >> BigInt(this.bits - prefix);
  }
}

/** The route's metric; lower wins. */
export function metricOf(route: Route, family: Family): number {
  return route.metric ?? (family === 'ipv6' ? ipv6DefaultMetric : 0);
}

/** All routes of a host: those of its list and those that the kernel adds for each address with a prefix. */
export function routesOf(host: Host, connected: readonly Route[]): Map<string, RouteTable> {
  const sorted = new Map<string, { family: Family; routes: Route[] }>();
  for (const route of [...connected, ...host.routes]) {
    const { family } = route.destination;
    const key = tableKey(family, route.table ?? mainTable);
    const table = sorted.get(key) ?? { family, routes: [] };
    sorted.set(key, table);
    table.routes.push(route);
  }
  return new Map([...sorted].map(([key, { family, routes }]) => [key, new RouteTable(family, routes)]));
}

/** A text for one routing table of one family. */
export function tableKey(family: Family, table: number): string {
  return `${family} ${table}`;
}
