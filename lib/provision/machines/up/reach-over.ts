import type { CloudReach, Machine } from '../../reach/reach';
import type { ConnectedNode } from '../remote';

/** How another run of the Jobs is started, over connections that stand. */
export function reachOver(nodes: readonly ConnectedNode[]): CloudReach {
  return {
    programs: [],
    machines: async () => nodes.map(({ name, role }): Machine => ({ node: name, role, id: name })),
    run: async (_, { node }, script) => {
      const on = nodes.find(({ name }) => name === node);
      if (!on) throw new Error(`${node} is none of the machines`);
      return on.remote.run(['/bin/sh', '-c', script], { sudo: true });
    },
    forwarding: () => {
      throw new Error('ssh -L does this');
    },
  };
}
