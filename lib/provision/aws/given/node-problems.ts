import { areGiven, type Problem, type TestbedSpec } from '../../../plan';

/** Nodes whose given addresses AWS keeps for itself, or the API load balancer has. @param reservedHosts the first ones of a subnet */
export function givenNodeProblems(spec: TestbedSpec, reservedHosts: number): Problem[] {
  const { nodes, zones, controlPlanes, firstNodeHost } = spec;
  if (!areGiven(nodes)) return [];
  const balancer = controlPlanes > 1 ? zones[0]?.nodeCidr.at(firstNodeHost - 1) : undefined;
  return nodes.flatMap(({ address }, i): Problem[] => {
    if (!address) return [];
    const kept = zones.some(
      ({ nodeCidr }) => nodeCidr.contains(address) && address.value - nodeCidr.first < BigInt(reservedHosts),
    );
    const taken = balancer?.equals(address);
    if (!kept && !taken) return [];
    return [
      {
        code: 'aws/reserved-addresses',
        field: `nodes[${i}].address`,
        value: `"${address}"`,
        rule: kept
          ? `AWS keeps the first ${reservedHosts} addresses of every subnet`
          : 'the API load balancer has it, the one before firstNodeHost',
        remedy: kept ? 'Use another address on AWS' : 'Use another address, or another firstNodeHost',
        restsOn: ['zones', 'controlPlanes', 'firstNodeHost'],
      },
    ];
  });
}
