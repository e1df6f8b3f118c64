/** Where the servers of a measured cluster are, and what they said of their nodes. */
import type { Pod, Service } from 'kubernetes-types/core/v1';
import { smallest } from '../../base/lists';
import { required } from '../../base/required';
import { TargetError } from '../../base/target-error';
import type { NodePair, Step } from '../../measure';
import { type Family, familyOf, nodeOf } from '../../net';
import type { ServerReport } from '../../prober/measure/job/report';
import type { JobNetwork } from '../../prober/measure/job/steps';
import { byFamily } from '../../prober/questions/own-place';
import { ipsOf } from '../addresses';
import { partLabel } from '../words';
import { policiesLabel } from './manifests/policies';
import type { ServerKind } from './manifests/servers';
import { serviceName } from './manifests/services';

type Addresses = Partial<Record<Family, string>>;

/** What is known of one server. */
export interface ServerPlace extends ServerKind {
  readonly node: string;
  readonly address: Addresses;
  /** Family of its first address. */
  readonly primary?: Family;
  readonly report: ServerReport;
}

/** Where a server's pod is. */
export function placeOfPod(pod: Pod): Omit<ServerPlace, 'report'> {
  const labels = pod.metadata?.labels ?? {};
  const network = labels[partLabel] === 'node' ? 'node' : 'pod';
  const policies = Number(labels[policiesLabel] ?? 0);
  const ips = ipsOf(pod);
  return {
    ...{ network, policies, node: pod.spec?.nodeName ?? '', address: byFamily(ips) },
    ...(ips[0] === undefined ? {} : { primary: familyOf(ips[0]) }),
  };
}

/** All servers of a cluster, and the Services that lead to them. */
export class Places {
  private readonly services: ReadonlyMap<string, Addresses>;

  /** @param nodes names, in the order of the servers' numbers */
  constructor(
    private readonly nodes: readonly string[],
    private readonly servers: readonly ServerPlace[],
    services: readonly Service[],
  ) {
    this.services = new Map(
      services.map(({ metadata, spec }) => [
        metadata!.name!,
        byFamily((spec?.clusterIPs ?? []).filter((ip) => ip !== 'None')),
      ]),
    );
  }

  server(network: JobNetwork, node: string, policies = 0): ServerPlace {
    const isIt = (one: ServerPlace) =>
      one.network === network && one.node === node && one.policies === policies;
    return required(this.servers.find(isIt), `${network} server of ${node} behind ${policies} policies`);
  }

  /** Of the address that a node's server on its own network has first: what listens on one address listens on that. */
  primaryFamily(node: string): Family {
    return required(this.server('node', node).primary, `address of the server on ${node}`);
  }

  /** Those that every server has. @throws TargetError where there is none */
  families(wanted: 'first' | 'all'): Family[] {
    const shared = (['ipv4', 'ipv6'] as const).filter((family) =>
      this.servers.every(({ address }) => address[family]),
    );
    if (shared.length === 0)
      throw new TargetError(
        'nodes and pods of the cluster have no address family in common',
        'Give the pods addresses of a family that the nodes have',
      );
    return wanted === 'all' ? shared : shared.slice(0, 1);
  }

  /** Address of the server at the end of a step. @throws TargetError where a Service has none of the family */
  addressFor({ path, family, from, to, policies }: Omit<Step, 'work'>): string {
    if (path === 'pod-to-service') return this.serviceAddress(nodeOf(to), family);
    const network = path.startsWith('node') || path === 'pod-to-node' ? 'node' : 'pod';
    const node = path.endsWith('/same-node') ? nodeOf(from) : nodeOf(to);
    const { address } = this.server(network, node, policies);
    return required(address[family], `${family} address of ${network} on ${node}`);
  }

  /** Largest packet that both ends' pods send uncut; undefined where it is not known. */
  podMtu({ from, to }: NodePair): number | undefined {
    const sizes = [from, to].flatMap((node) => mtuOf(this.server('pod', node)) ?? []);
    return sizes.length === 2 ? smallest(sizes) : undefined;
  }

  private serviceAddress(node: string, family: Family): string {
    const name = serviceName(node, this.nodes.indexOf(node));
    const address = this.services.get(name)?.[family];
    if (address === undefined)
      throw new TargetError(
        `the Service ${name} has no ${family} address`,
        'Measure one family, or give the cluster a service network of both',
      );
    return address;
  }
}

/** Largest packet that leaves the server's network in one piece: by the interface that has its address, and by its route. */
export function mtuOf({ address, report }: ServerPlace): number | undefined {
  const own = Object.values(address);
  const device = report.interfaces.find(({ addresses }) => addresses.some((one) => own.includes(one)));
  const known = [device?.mtu, report.routeMtu].filter((mtu) => mtu !== undefined);
  return known.length > 0 ? smallest(known) : undefined;
}
