import { ipv4Of } from '../../../net';
import { type PlanNode, shareOf } from '../../../plan';
import { type AwsCluster, needsPodRoutes } from '../cluster';
import { typeFor } from '../instance-type';
import { natRange, needsNat } from '../nat-range';
import {
  cloudConfigOf,
  nodeNameOf,
  type Resource,
  referenced,
  resources,
  type StackJson,
} from './stack-json';

/** Proves on a synthesized stack that its machines are the plan's, where the plan says. Returns what does not hold. */
export function provePlan(cluster: AwsCluster, json: StackJson): string[] {
  const instances = new Map(
    resources(json, 'aws_instance').map(([, instance]) => [nodeNameOf(instance), instance]),
  );
  const planned = new Set(cluster.plan.nodes.map(({ name }) => name));
  return [
    ...subnets(cluster, json),
    ...cluster.plan.nodes.flatMap((node) => {
      const instance = instances.get(node.name);
      return instance ? machine(cluster, json, node, instance) : [`${node.name} has no instance`];
    }),
    ...[...instances.keys()].filter((name) => !planned.has(name)).map((name) => `${name} is not in the plan`),
    ...podRoutes(cluster, json),
  ];
}

function subnets({ plan, spec }: AwsCluster, json: StackJson): string[] {
  const found = resources(json, 'aws_subnet').map(([, subnet]) => `${subnet.cidr_block}`);
  const nat = needsNat(spec.aws) ? natRange(spec) : undefined;
  const own = spec.aws.subnetIds ? [] : plan.zones.map(({ nodeCidr }) => `${ipv4Of(nodeCidr)}`);
  return same('subnets', found.sort(), [...own, ...(nat ? [`${nat}`] : [])].sort());
}

/** Range of the subnet that the instance is in: of the stack's own, or what the deploy demands of one that was there. */
function rangeOf(json: StackJson, { subnet_id }: Resource): unknown {
  const own = json.resource?.aws_subnet?.[referenced(subnet_id, 'aws_subnet') ?? ''];
  if (own) return own.cidr_block;
  const given = json.data?.aws_subnet?.[referenced(subnet_id, 'data.aws_subnet') ?? ''];
  const { postcondition = [] } = (given?.lifecycle ?? {}) as { postcondition?: { condition: string }[] };
  return postcondition
    .map(({ condition }) => /^\$\{self\.cidr_block == "(.*)"\}$/.exec(condition)?.[1])
    .find((range) => range !== undefined);
}

function machine(cluster: AwsCluster, json: StackJson, node: PlanNode, instance: Resource): string[] {
  const zone = cluster.plan.zones.find(({ name }) => name === node.zone);
  const metadata = instance.metadata_options as Resource | undefined;
  const disk = instance.root_block_device as Resource | undefined;
  const config = cloudConfigOf(instance);
  const missing = [`NODE_NAME=${node.name}`, `NODE_IP=${ipv4Of(node.address)}`].filter(
    (line) => !config.includes(line),
  );
  return [
    ...same(`${node.name}: address`, instance.private_ip, `${ipv4Of(node.address)}`),
    ...same(`${node.name}: subnet`, rangeOf(json, instance), zone && `${ipv4Of(zone.nodeCidr)}`),
    ...same(
      `${node.name}: source/destination check`,
      instance.source_dest_check,
      cluster.choice.mode.barePods === 'never',
    ),
    ...same(
      `${node.name}: public address`,
      instance.associate_public_ip_address,
      cluster.spec.aws.publicAddresses,
    ),
    ...same(`${node.name}: instance type`, instance.instance_type, typeFor(cluster.spec.aws, node.role)),
    ...same(`${node.name}: metadata hop limit`, metadata?.http_put_response_hop_limit, 1),
    ...same(`${node.name}: metadata tokens`, metadata?.http_tokens, 'required'),
    ...same(`${node.name}: disk encrypted`, disk?.encrypted, true),
    ...same(`${node.name}: ends at shutdown`, instance.instance_initiated_shutdown_behavior, 'terminate'),
    ...missing.map((line) => `${node.name}: its user data lacks ${line}`),
  ];
}

function podRoutes(cluster: AwsCluster, json: StackJson): string[] {
  const found = resources(json, 'aws_route')
    .filter(([, route]) => route.network_interface_id)
    .map(([, route]) => {
      const instance =
        json.resource?.aws_instance?.[referenced(route.network_interface_id, 'aws_instance') ?? ''];
      return `${route.destination_cidr_block} to ${instance && nodeNameOf(instance)}`;
    });
  const wanted = needsPodRoutes(cluster)
    ? cluster.plan.nodes.map((node) => `${shareOf(node, 'ipv4')} to ${node.name}`)
    : [];
  return same('routes to pods', found.sort(), wanted.sort());
}

function same(what: string, found: unknown, wanted: unknown): string[] {
  const [one, other] = [JSON.stringify(found), JSON.stringify(wanted)];
  return one === other ? [] : [`${what} is ${one}, and the plan says ${other}`];
}
