import { type CheckResult, Explainer } from '../../check';
import type { Datapath, Host } from '../../datapath';

/** Hosts whose state decides about the checks: those on the computed ways, and both ends, where packets may go astray. */
export function hostsOnWays(datapath: Datapath, checks: readonly CheckResult[]): Host[] {
  const walks = new Explainer(datapath);
  const endpoints = new Map(datapath.endpoints.map(({ id, host, node }) => [id, [host, node]]));
  const names = new Set<string>();
  for (const check of checks) {
    for (const name of walks.hostsOf(check)) names.add(name);
    for (const id of [check.from, check.to]) for (const name of endpoints.get(id) ?? []) names.add(name);
  }
  return datapath.hosts.filter(({ name }) => names.has(name));
}
