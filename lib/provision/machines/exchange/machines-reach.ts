import { readClusterFile } from '../../exchange/cluster-file';
import type { Place } from '../../exchange/exchange';
import { keys } from '../../exchange/keys';
import type { CloudReach, ForwardedPorts, Machine } from '../../reach/reach';
import { linesTo } from '../connected';
import { forwardArguments } from '../ssh/arguments';
import { readObject } from './folder';
import { type ListedMachine, listedIn } from './listed';

/** By the program ssh, to the machines that the stack's output lists. */
export const machinesReach: CloudReach = {
  programs: [{ program: 'ssh', remedy: 'Install the OpenSSH client' }],
  machines: async (place, stack) => {
    const all = listedOf(place);
    const [first] = all;
    if (first)
      await withLine(first, async (node) => readClusterFile(stack, await readObject(node, keys.cluster)));
    return all.map(({ name, role }) => ({ node: name, role, id: name }));
  },
  run: (place, machine, script) =>
    withLine(oneOf(place, machine), ({ remote }) =>
      remote.run(['/bin/sh', '-s'], { input: script, sudo: true }),
    ),
  forwarding: (place, machine, ports: ForwardedPorts) => ({
    program: 'ssh',
    args: forwardArguments(oneOf(place, machine).ssh, ports),
  }),
};

const listedOf = ({ machines = '' }: Place) => listedIn(machines);

function oneOf(place: Place, { node }: Machine): ListedMachine {
  const one = listedOf(place).find(({ name }) => name === node);
  if (!one) throw new Error(`${node} is none of the machines`);
  return one;
}

/** Takes a step with a connection, and ends that. */
async function withLine<T>(
  machine: ListedMachine,
  step: (node: ReturnType<typeof linesTo>['nodes'][number]) => Promise<T>,
): Promise<T> {
  const { nodes, close } = linesTo([machine]);
  try {
    return await step(nodes[0]!);
  } finally {
    await close();
  }
}
