import type { StackCloud } from '../stacks/cloud-stack';
import { machinesClusterOf, machinesProblems } from './cluster';
import { machinesExchange } from './exchange/machines-exchange';
import { machinesReach } from './exchange/machines-reach';
import { nodeList } from './node-list';
import { type MachinesTestbedSpec, machinesSpecSchema } from './spec';

/** Machines that one already has, over SSH. */
export const machines: StackCloud<MachinesTestbedSpec> = {
  name: 'machines',
  title: 'your own set of machines',
  specSchema: machinesSpecSchema,
  isIn: ({ machines: part }) =>
    typeof part === 'object' && part !== null && 'hosts' in part && !isEmpty(part.hosts),
  nodeList,
  problems: machinesProblems,
  cluster: machinesClusterOf,
  stack: async (scope, id, props) => new (await import('./stack')).MachinesStack(scope, id, props),
  exchange: machinesExchange,
  reach: machinesReach,
};

/** What is no list at all is refused by the schema. */
const isEmpty = (hosts: unknown) => Array.isArray(hosts) && hosts.length === 0;
