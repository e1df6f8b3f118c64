/** The settings in observations, held against files that somebody else wrote. */
import { isIP } from 'node:net';
import { shown } from '../base/shown';
import { allPairs, fewestDistances } from '../prober/questions/extent';
import { type ProbeSettings, withoutClusterPolicies } from '../prober/questions/settings';

/** What is wrong with the text of settings.json; undefined where nothing is. @param known names of the nodes in the file */
export function settingsProblem(text: string, known: readonly (string | undefined)[]): string | undefined {
  const settings = parsed(text);
  if (!isObject(settings)) return `settings is ${shown(text)}, not the text of a settings.json`;
  const { nodes, extent, egress, clusterPolicies } = settings;
  if (!Array.isArray(nodes) || nodes.length === 0)
    return `settings.nodes is ${shown(nodes)}, not a list of the names of nodes`;
  const names = new Set(known);
  const unknown = nodes.findIndex((name) => typeof name !== 'string' || !names.has(name));
  if (unknown >= 0)
    return `settings.nodes.${unknown} is ${shown(nodes[unknown])}, and none of nodes has that name`;
  const twice =
    new Set(nodes).size < nodes.length ? nodes.find((name, i) => nodes.indexOf(name) !== i) : undefined;
  if (twice !== undefined) return `settings.nodes names ${shown(twice)} more than once`;
  const unclear = switches.find((name) => !['boolean', 'undefined'].includes(typeof settings[name]));
  if (unclear)
    return `settings.${unclear} is ${shown(settings[unclear])}, and must be true, false or left out`;
  if (clusterPolicies !== undefined && !outcomes.some((outcome) => outcome === clusterPolicies))
    return `settings.clusterPolicies is ${shown(clusterPolicies)}, and must be one of ${outcomes.join(', ')}, or left out`;
  return extentProblem(extent, nodes.length) ?? egressProblem(egress);
}

/** What is asked or not. */
const switches = ['metadata', 'nodePeers'] as const satisfies readonly (keyof ProbeSettings)[];

/** What became of the policies of the whole cluster. */
const outcomes = ['made', ...withoutClusterPolicies] as const;

/** Pairs that one file can be judged by: each takes about 2 kB of memory. */
const mostPairs = 1_000_000;

function extentProblem(extent: unknown, nodes: number): string | undefined {
  const { pairs, distances } = isObject(extent) ? extent : {};
  if (pairs === 'all')
    return allPairs(nodes) <= mostPairs
      ? undefined
      : `settings.extent asks for all pairs of ${nodes} nodes, which are more than ${mostPairs.toLocaleString('en-US')}`;
  if (pairs !== 'cover') return `settings.extent is ${shown(extent)}; its pairs must be "all" or "cover"`;
  const most = Math.max(fewestDistances, Math.floor(nodes / 2));
  const fits =
    Number.isInteger(distances) && Number(distances) >= fewestDistances && Number(distances) <= most;
  return fits
    ? undefined
    : `settings.extent.distances is ${shown(distances)}; of ${nodes} nodes it must be ${most > fewestDistances ? `a whole number from ${fewestDistances} to ${most}` : most}`;
}

function egressProblem(egress: unknown): string | undefined {
  if (egress === undefined) return undefined;
  const { address, port } = isObject(egress) ? egress : {};
  const isPort = Number.isInteger(port) && Number(port) > 0 && Number(port) < 65_536;
  return typeof address === 'string' && isIP(address) !== 0 && isPort
    ? undefined
    : `settings.egress is ${shown(egress)}; it must have an address and a port`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether the value has fields. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
