import type { Cause } from '../../causes/cause';
import type { Pattern } from '../../diagnosis';
import type { Failure } from '../../failure';

/** A switch that passes frames between nodes and the gateway alone. */
export const isolatedPorts: Pattern = ({ failures, walks }) => {
  const found = new Map<string, { nodes: Set<string>; failures: Failure[] }>();
  for (const failure of failures) {
    const trace = walks.trace(failure);
    if (trace?.drop.code !== 'ports-isolated') continue;
    const { host } = trace.drop;
    const own = found.get(host) ?? { nodes: new Set(), failures: [] };
    found.set(host, own);
    for (const { node } of [trace.from, trace.to]) own.nodes.add(node);
    own.failures.push(failure);
  }
  return [...found].map(([host, { nodes, failures: own }]) => {
    const cause: Cause = { code: 'ports-isolated', host, nodes: [...nodes].sort() };
    return { cause, failures: own };
  });
};
