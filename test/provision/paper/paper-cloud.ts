/** A cloud that is only on paper: what a second cloud must bring, in one object. Its machines are resources that do nothing. */
import * as z from 'zod';
import { ipv4Of } from '../../../lib/net';
import type { Problem, TestbedSpec } from '../../../lib/plan';
import { clusterBoot } from '../../../lib/provision/boot/cluster-boot';
import { installableProblems, machineCluster } from '../../../lib/provision/machine-cluster';
import { TerraformOutput, TerraformStack } from '../../../lib/provision/stacks/cdktf';
import type { StackCloud } from '../../../lib/provision/stacks/cloud-stack';
import { ReadyGate } from '../../../lib/provision/stacks/ready-gate';
import { TerraformData } from '../../../lib/provision/stacks/terraform-data';

const specSchema = z.strictObject({
  /** @default A4 */
  format: z.enum(['A4', 'A5']).default('A4'),
  /** Most nodes. @default 4 */
  sheets: z.int().min(1).default(4),
});

export type PaperSpec = TestbedSpec & { readonly paper: z.output<typeof specSchema> };

/** Objects of every stack's exchange, by the name of its shelf and their key. */
export const shelves = new Map<string, Map<string, string>>();

export const paper: StackCloud<PaperSpec> = {
  name: 'paper',
  title: 'Paper',
  specSchema,
  defaults: { underlayMtu: 1400 },
  problems: (spec, plugins) => [...tooMany(spec), ...installableProblems(spec, plugins)],
  cluster: (spec, plugins) => machineCluster(spec, plugins, paper.problems(spec, plugins)),
  async stack(scope, id, { cluster, connectivity, projectPath }) {
    const stack = new TerraformStack(scope, id);
    const machines = {
      script: '../test/provision/paper/cloud.sh',
      processor: 'amd64',
      ttlHours: 1,
      identity: [cluster.spec.paper.format],
      userDataLimit: 16_384,
    } as const;
    const boot = clusterBoot({ stack: id, cluster, machines, connectivity: connectivity?.(cluster) });
    const sheets = cluster.plan.nodes.map((node) => {
      const drawn = { address: `${ipv4Of(node.address)}`, userData: boot.userData(node) };
      return [node.name, new TerraformData(stack, node.name, drawn, []).getStringAttribute('id')];
    });
    const place = { shelf: id };
    new TerraformOutput(stack, 'shelf', { value: id });
    new ReadyGate(stack, 'ready', { stack: id, place, instanceIds: Object.fromEntries(sheets), projectPath });
    return stack;
  },
  exchange: {
    outputs: ['shelf'],
    open: (_, { shelf = '' }) => {
      const objects = shelves.get(shelf) ?? new Map<string, string>();
      return {
        read: async (key) => objects.get(key),
        list: async (prefix) => new Map([...objects].filter(([key]) => key.startsWith(prefix))),
        close: async () => {},
      };
    },
    urlOf: ({ shelf = '' }) => `shelf://${shelf}`,
    console: 'the sheet itself',
    session: 'pencil NODE',
  },
  costText: ({ workers, controlPlanes }) => `${workers + controlPlanes} sheets`,
};

function tooMany({ paper: { sheets }, workers, controlPlanes }: PaperSpec): Problem[] {
  const nodes = workers + controlPlanes;
  if (nodes <= sheets) return [];
  return [
    {
      code: 'paper/too-many-nodes',
      field: 'workers',
      value: `${workers}`,
      rule: `there are ${sheets} sheets`,
      remedy: 'Use fewer nodes, or set paper.sheets',
      restsOn: ['controlPlanes', 'paper'],
    },
  ];
}
