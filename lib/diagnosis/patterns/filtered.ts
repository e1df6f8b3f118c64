import type { FilterRule } from '../../datapath';
import { dropPattern, type Finding, placeName } from '../drop-pattern';
import type { Trace } from '../trace';

/** A rule that drops packets, told apart by what it matches. */
export const filtered = dropPattern(['filtered'], (trace) => {
  const rule = trace.rule!;
  return { key: `${trace.host.name} ${rule.hook} ${rule.comment}`, ...kindOf(trace, rule) };
});

function kindOf(trace: Trace, rule: FilterRule): Omit<Finding, 'key'> {
  const where = placeName(trace);
  const quoted = `"${rule.comment}"`;
  if (rule.source?.not || rule.destination?.not)
    return {
      code: 'source-destination-check',
      cause: `Packets with pods' addresses are dropped at the network interface of ${where} (${quoted}): the cloud lets through only what comes from the machine's own address or goes to it`,
      remedy: `Turn the source/destination check of ${where} off (EC2: aws ec2 modify-instance-attribute --no-source-dest-check), or choose a mode that encapsulates`,
    };
  if (trace.hops.at(-1)!.depth > 0 && !rule.source)
    return {
      code: 'tunnel-port-blocked',
      cause: `${where} drops the tunnel's packets (${quoted}): what stays on a node passes, everything from other nodes' pods is lost there`,
      remedy: `Let ${rule.port === undefined ? `protocol ${rule.protocol}` : `UDP port ${rule.port}`} in from the other nodes: firewall of ${where}, or its security group`,
    };
  if (rule.source && !rule.destination)
    return {
      code: 'one-way-block',
      cause: `${where} drops what comes from ${rule.source.ranges.join(', ')} (${quoted}): one direction is closed, so that no exchange of the two completes`,
      remedy: `Remove the rule ${quoted} from ${where}`,
    };
  if (rule.destination)
    return {
      code: 'policy-drop',
      cause: `A policy on ${where} drops ${rule.protocol ?? 'packets'} for ${rule.destination.ranges.join(', ')} (${quoted})`,
      remedy: 'Allow it with a NetworkPolicy, or delete the one that denies it: kubectl get networkpolicy -A',
    };
  return {
    code: rule.hook === 'forward' ? 'forward-drop' : 'filtered',
    cause: `${where} drops ${rule.hook === 'forward' ? 'everything that it should pass on for its pods' : 'what it should take'} (${quoted})`,
    remedy: `Set the policy of its ${rule.hook.toUpperCase()} chain to ACCEPT on ${where} (iptables -P ${rule.hook.toUpperCase()} ACCEPT; Docker sets it to DROP)`,
  };
}
