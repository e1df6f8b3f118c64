import type { Cloud } from '../../cloud';
import type { Exchange, Place } from '../../exchange/exchange';
import { keys } from '../../exchange/keys';
import type { StackAccess } from '../../watch';
import { overMachines } from '../exchange/over-machines';
import { relay } from '../exchange/relay';
import type { ConnectedNode } from '../remote';

/** A stack over connections that stand already. */
export interface StandingStack {
  readonly stack: string;
  readonly place: Place;
  readonly nodes: readonly ConnectedNode[];
}

/**
 * A stack over connections that stand already, and outlast whoever closes its exchange. Each look at the machines' statuses
 * also carries between the machines what is new: who watches a boot keeps it going.
 */
export function accessOver(cloud: Cloud, { stack, place, nodes }: StandingStack): StackAccess {
  const open = (): Exchange => {
    const carry = relay(nodes);
    const exchange = overMachines(
      async () => nodes,
      async () => {},
    );
    const list = async (prefix: string) => {
      if (prefix === keys.statuses) await carry();
      return exchange.list(prefix);
    };
    return { ...exchange, list };
  };
  return { stack, place, cloud: { ...cloud, exchange: { ...cloud.exchange, open } } };
}
