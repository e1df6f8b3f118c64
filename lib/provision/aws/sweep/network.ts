/** What is left of a network: everything of EC2 but its machines. */
import * as z from 'zod';
import type { KnownResource, Leftover } from '../../sweep/leftover';
import { prices } from '../prices';
import { type AwsWords, askAws } from '../reach/ask-aws';
import { doAll } from './calls';
import { type IsKnown, type StackTags, tagFilters } from './stack-tags';

/** Makes a leftover of what is not in the state. */
export type Left = (
  kind: string,
  id: string,
  about: string,
  steps: readonly AwsWords[],
  hourUsd?: number,
) => Leftover;

/** Remembers where AWS is asked. */
export function leftIn(region: string): Left {
  return (kind, id, about, steps, hourUsd) => ({
    ...{ kind, id, about, hourUsd },
    remove: () => doAll(region, steps),
  });
}

/** In the order in which they can be removed, once there are no machines. */
export async function leftNetwork(
  where: StackTags,
  known: readonly KnownResource[],
  isKnown: IsKnown,
): Promise<Leftover[]> {
  const left = leftIn(where.region);
  const ask = <T>(operation: string, answer: z.ZodType<T>) =>
    askAws(where.region, ['ec2', operation, '--filters', ...tagFilters(where)], answer);
  // The one question whose filters are called a filter.
  const nats = await askAws(
    where.region,
    ['ec2', 'describe-nat-gateways', '--filter', ...tagFilters(where)],
    z.object({ NatGateways: z.array(nat) }),
  );
  const addresses = await ask('describe-addresses', z.object({ Addresses: z.array(address) }));
  const rules = await ask('describe-security-group-rules', z.object({ SecurityGroupRules: z.array(rule) }));
  const endpoints = await ask('describe-vpc-endpoints', z.object({ VpcEndpoints: z.array(endpoint) }));
  const groups = await ask('describe-security-groups', z.object({ SecurityGroups: z.array(group) }));
  const tables = await ask('describe-route-tables', z.object({ RouteTables: z.array(table) }));
  const subnets = await ask('describe-subnets', z.object({ Subnets: z.array(subnet) }));
  const gateways = await ask('describe-internet-gateways', z.object({ InternetGateways: z.array(gateway) }));
  const vpcs = await ask('describe-vpcs', z.object({ Vpcs: z.array(vpc) }));
  const unknown = <T>(found: readonly T[], id: (one: T) => string) =>
    found.filter((one) => !isKnown(id(one)));
  return [
    ...unknown(nats.NatGateways, (one) => one.NatGatewayId)
      .filter(({ State }) => !/^delet/i.test(State))
      .map(({ NatGatewayId: id }) =>
        left(
          ...(['NAT gateway', id, ''] as const),
          [
            ['ec2', 'delete-nat-gateway', '--nat-gateway-id', id],
            ['ec2', 'wait', 'nat-gateway-deleted', '--nat-gateway-ids', id],
          ],
          prices.natGatewayHour,
        ),
      ),
    ...unknown(addresses.Addresses, (one) => one.AllocationId).map(({ AllocationId: id, PublicIp }) =>
      left(
        ...(['public address', id, PublicIp] as const),
        [['ec2', 'release-address', '--allocation-id', id]],
        prices.publicAddressHour,
      ),
    ),
    ...unknown(rules.SecurityGroupRules, (one) => one.SecurityGroupRuleId).map((one) =>
      left('firewall rule', one.SecurityGroupRuleId, `of ${one.GroupId}`, [revoked(one)]),
    ),
    // Those that are deleted are listed for a while.
    ...unknown(endpoints.VpcEndpoints, (one) => one.VpcEndpointId)
      .filter(({ State }) => !/^delet/i.test(State))
      .map(({ VpcEndpointId: id }) =>
        left('VPC endpoint', id, '', [['ec2', 'delete-vpc-endpoints', '--vpc-endpoint-ids', id]]),
      ),
    // The one of the name default goes with its VPC.
    ...unknown(groups.SecurityGroups, (one) => one.GroupId)
      .filter(({ GroupName }) => GroupName !== 'default')
      .map(({ GroupId: id, GroupName }) =>
        left('security group', id, GroupName, [['ec2', 'delete-security-group', '--group-id', id]]),
      ),
    ...tables.RouteTables.flatMap((one) => [
      ...unknown(one.Associations, (pair) => pair.RouteTableAssociationId).map(
        ({ RouteTableAssociationId: id }) =>
          left('route table association', id, `of ${one.RouteTableId}`, [
            ['ec2', 'disassociate-route-table', '--association-id', id],
          ]),
      ),
      ...(isKnown(one.RouteTableId) ? unknownRoutes(one, known) : []).map((range) =>
        left('route', range, `in ${one.RouteTableId}`, [
          ['ec2', 'delete-route', '--route-table-id', one.RouteTableId, '--destination-cidr-block', range],
        ]),
      ),
    ]),
    ...unknown(subnets.Subnets, (one) => one.SubnetId).map(({ SubnetId: id, CidrBlock }) =>
      left('subnet', id, CidrBlock, [['ec2', 'delete-subnet', '--subnet-id', id]]),
    ),
    ...unknown(tables.RouteTables, (one) => one.RouteTableId).map(({ RouteTableId: id }) =>
      left('route table', id, '', [['ec2', 'delete-route-table', '--route-table-id', id]]),
    ),
    ...unknown(gateways.InternetGateways, (one) => one.InternetGatewayId).map(
      ({ InternetGatewayId: id, Attachments }) =>
        left('internet gateway', id, '', [
          ...Attachments.map(
            ({ VpcId }): AwsWords => [
              ...(['ec2', 'detach-internet-gateway'] as const),
              ...['--internet-gateway-id', id, '--vpc-id', VpcId],
            ],
          ),
          ['ec2', 'delete-internet-gateway', '--internet-gateway-id', id],
        ]),
    ),
    ...unknown(vpcs.Vpcs, (one) => one.VpcId).map(({ VpcId: id, CidrBlock }) =>
      left('VPC', id, CidrBlock, [['ec2', 'delete-vpc', '--vpc-id', id]]),
    ),
  ];
}

const nat = z.object({ NatGatewayId: z.string(), State: z.string() });
const address = z.object({ AllocationId: z.string(), PublicIp: z.string() });
const rule = z.object({ SecurityGroupRuleId: z.string(), GroupId: z.string(), IsEgress: z.boolean() });
const endpoint = z.object({ VpcEndpointId: z.string(), State: z.string() });
const group = z.object({ GroupId: z.string(), GroupName: z.string() });
const subnet = z.object({ SubnetId: z.string(), CidrBlock: z.string() });
const gateway = z.object({
  InternetGatewayId: z.string(),
  Attachments: z.array(z.object({ VpcId: z.string() })).default([]),
});
const vpc = z.object({ VpcId: z.string(), CidrBlock: z.string() });
const table = z.object({
  RouteTableId: z.string(),
  Associations: z.array(z.object({ RouteTableAssociationId: z.string() })).default([]),
  Routes: z
    .array(z.object({ DestinationCidrBlock: z.string().optional(), Origin: z.string().default('') }))
    .default([]),
});

function revoked({ SecurityGroupRuleId: id, GroupId, IsEgress }: z.output<typeof rule>): AwsWords {
  const operation = IsEgress ? 'revoke-security-group-egress' : 'revoke-security-group-ingress';
  return ['ec2', operation, '--group-id', GroupId, '--security-group-rule-ids', id];
}

/** Routes carry no tags: of a table that the state knows, those that it does not. */
function unknownRoutes(
  { RouteTableId, Routes }: z.output<typeof table>,
  known: readonly KnownResource[],
): string[] {
  const ours = new Set(
    known
      .filter(({ type, values }) => type === 'aws_route' && values.route_table_id === RouteTableId)
      .map(({ values }) => values.destination_cidr_block),
  );
  return Routes.flatMap(({ DestinationCidrBlock: range, Origin }) =>
    range !== undefined && Origin === 'CreateRoute' && !ours.has(range) ? [range] : [],
  );
}
