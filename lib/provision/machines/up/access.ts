import type { Exchange } from '../../exchange/exchange';
import { keys } from '../../exchange/keys';
import type { StackAccess } from '../../watch';
import { exchangeOn, machinesExchange } from '../exchange/machines-exchange';
import { overMachines } from '../exchange/over-machines';
import { relay } from '../exchange/relay';
import type { ConnectedNode } from '../remote';
import { reachOver } from './reach-over';

/**
 * A stack over connections that stand already, and outlast whoever closes its exchange. Each look at the machines' statuses
 * also carries between the machines what is new: who watches a boot keeps it going.
 */
export function accessOver(stack: string, nodes: readonly ConnectedNode[]): StackAccess {
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
  const exchange = { ...machinesExchange, open, urlOf: () => exchangeOn(nodes) };
  return {
    stack,
    place: {},
    cloud: { name: 'machines', title: 'machines', exchange, reach: reachOver(nodes) },
  };
}
