/** The network between the nodes: a namespace of its own, so that the machine's network is not touched. */
import { join } from 'node:path';
import type { Plan, PlanZone } from '../../../lib/plan';
import { type Held, hold } from './held';
import { inNetworkOf, run } from './namespaces';

/** Stand for the world outside of the cluster: documentation ranges, RFC 5737 and RFC 3849. */
export const outside = { ipv4: '203.0.113.1', ipv6: '2001:db8::1' } as const;

/** The network between the nodes. */
export interface Fabric extends Held {
  /** Puts a node's card on the bridge of its zone. `machine` is the node's first process. */
  readonly attach: (machine: number, plan: Plan, zone: string) => Promise<void>;
}

/**
 * Starts the network of one cluster, or of several that are to be reached from one place: their zones must not overlap.
 * `scripts` is the folder with fabric.sh, `prober` the program that answers from outside.
 */
export async function startFabric(plans: readonly Plan[], scripts: string, prober: string): Promise<Fabric> {
  const zones = plans.flatMap((plan) => plan.zones.map((zone) => ({ plan, zone })));
  const bridgeOf = (plan: Plan, name: string) =>
    `zone${zones.findIndex((one) => one.plan === plan && one.zone.name === name)}`;
  const families = plans.reduce(
    (most, { families }) => (families.length > most.length ? families : most),
    plans[0]!.families,
  );
  const held = await hold('unshare', [
    ...['--net', '--', 'bash', join(scripts, 'fabric.sh')],
    `${process.execPath}:${prober}`,
    families.map((family) => outside[family]).join(','),
    ...zones.map(({ plan, zone }) => `${bridgeOf(plan, zone.name)}=${gateways(plan, zone).join(',')}`),
  ]);
  let ports = 0;
  const attach = async (machine: number, plan: Plan, zone: string) => {
    const port = `node${ports++}`;
    const mtu = `${plan.underlayMtu}`;
    const inside = inNetworkOf(held.pid);
    const peer = ['type', 'veth', 'peer', 'name', 'eth0', 'mtu', mtu, 'netns', `${machine}`];
    await run([...inside, 'ip', 'link', 'add', port, 'mtu', mtu, ...peer]);
    await run([...inside, 'ip', 'link', 'set', port, 'up', 'master', bridgeOf(plan, zone)]);
  };
  return { ...held, attach };
}

function gateways(plan: Plan, { gateway, nodeCidr }: PlanZone): string[] {
  return plan.families.map((family) => `${gateway[family]}/${nodeCidr[family]!.prefix}`);
}
