import type { Exchange } from '../../exchange/exchange';
import type { ConnectedNode } from '../remote';
import { listObjects, readObject } from './folder';

/** The exchange of a cluster: what lies on all of its machines. What two have, the first in the plan's order says. */
export function overMachines(
  connected: () => Promise<readonly ConnectedNode[]>,
  close: () => Promise<void>,
): Exchange {
  return {
    async read(key) {
      for (const node of await connected()) {
        const text = await readObject(node, key);
        if (text !== undefined) return text;
      }
      return undefined;
    },
    async list(prefix) {
      const nodes = await connected();
      const lists = await Promise.all(nodes.map((node) => listObjects(node, prefix)));
      return new Map(lists.reverse().flatMap((list) => [...list]));
    },
    close,
  };
}
