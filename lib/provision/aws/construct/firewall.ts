import type { FirewallGroup, FirewallRule } from '../../kubeadm/firewall-rules';
import { Construct, type IConstruct } from '../../stacks/cdktf';
import { SecurityGroup, VpcSecurityGroupEgressRule, VpcSecurityGroupIngressRule } from '../provider';

/** What the security groups are made from. */
export interface TestbedFirewallProps {
  /** VPC that its security groups are in. */
  readonly vpcId: string;
  /** What may pass; see firewallRules. Everything else is refused. */
  readonly rules: readonly FirewallRule[];
}

const descriptions: Readonly<Record<FirewallGroup, string>> = {
  nodes: 'Every node of the testbed',
  'control-plane': 'Control planes of the testbed',
  'api-balancer': 'Load balancer of the Kubernetes API',
};

/** As AWS counts: -1 is every protocol, numbers are IANA's. */
const protocols = { tcp: 'tcp', udp: 'udp', icmp: 'icmp', ipip: '4', esp: '50', all: '-1' } as const;

/** One security group for each group that the rules name, and one rule resource for each rule. */
export class TestbedFirewall extends Construct {
  private readonly groups = new Map<FirewallGroup, SecurityGroup>();

  constructor(scope: IConstruct, id: string, props: TestbedFirewallProps) {
    super(scope, id);
    const named = props.rules.flatMap(({ group, peer }) => ('group' in peer ? [group, peer.group] : [group]));
    for (const group of new Set(named)) this.groups.set(group, this.securityGroup(group, props.vpcId));
    for (const rule of props.rules) this.rule(rule);
  }

  /** Id of the group. @throws Error where no rule names it */
  groupId(group: FirewallGroup): string {
    const found = this.groups.get(group);
    if (!found) throw new Error(`no firewall rule names the group ${group}`);
    return found.id;
  }

  private securityGroup(group: FirewallGroup, vpcId: string): SecurityGroup {
    return new SecurityGroup(this, group, {
      vpcId,
      name: `testbed-${group}`,
      description: descriptions[group],
      revokeRulesOnDelete: true,
      tags: { Name: `testbed-${group}` },
    });
  }

  private rule({ id, direction, group, peer, protocol, ports, purpose }: FirewallRule): void {
    const any = protocol === 'icmp' ? { fromPort: -1, toPort: -1 } : {};
    const config = {
      securityGroupId: this.groupId(group),
      ipProtocol: protocols[protocol],
      ...(ports ? { fromPort: ports.from, toPort: ports.to } : any),
      ...('group' in peer
        ? { referencedSecurityGroupId: this.groupId(peer.group) }
        : { cidrIpv4: peer.cidr === 'anywhere' ? '0.0.0.0/0' : `${peer.cidr}` }),
      description: described(purpose),
    };
    if (direction === 'ingress') new VpcSecurityGroupIngressRule(this, id, config);
    else new VpcSecurityGroupEgressRule(this, id, config);
  }
}

/** AWS takes letters, digits and a few signs, 255 at most. */
function described(purpose: string): string {
  return purpose.replace(/[^a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]/g, '').slice(0, 255);
}
