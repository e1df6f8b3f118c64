/** What the list of machines must be for a plan: one for each node, and none twice. */
import { nodePositions, type Problem } from '../../plan';
import type { MachinesSpec, MachinesTestbedSpec } from './spec';

type Host = MachinesSpec['hosts'][number];

/** All that is wrong with the list. */
export function hostProblems(spec: MachinesTestbedSpec): Problem[] {
  const planned = nodePositions(spec).map(({ name }) => name);
  const { hosts } = spec.machines;
  return [
    ...hosts.flatMap((host, i) => [
      ...(planned.includes(host.name) ? [] : [unknownNode(host, i, planned)]),
      ...twice(hosts, i, ({ name }) => name, 'name'),
      ...twice(
        hosts,
        i,
        ({ ssh: { host, port, config } }) => JSON.stringify([host, port, config]),
        'ssh.host',
      ),
    ]),
    ...missing(planned, hosts),
  ];
}

function unknownNode({ name }: Host, i: number, choices: readonly string[]): Problem {
  return {
    code: 'not-a-choice',
    choices,
    field: `machines.hosts[${i}].name`,
    value: `"${name}"`,
    rule: 'the plan has no node of this name',
    remedy: `The nodes are ${inShort(choices)}: rename it, or change controlPlanes and workers`,
    restsOn: ['controlPlanes', 'workers'],
  };
}

function twice(
  hosts: readonly Host[],
  i: number,
  key: (host: Host) => string,
  field: 'name' | 'ssh.host',
): Problem[] {
  const first = hosts.findIndex((host) => key(host) === key(hosts[i]!));
  if (first === i) return [];
  return [
    {
      code: field === 'name' ? 'duplicate-name' : 'machines/same-machine',
      field: `machines.hosts[${i}].${field}`,
      value: `"${field === 'name' ? hosts[i]!.name : hosts[i]!.ssh.host}"`,
      rule: `machines.hosts[${first}] has it too, and each node is a machine of its own`,
      remedy: 'Remove one of the two, or correct it',
    },
  ];
}

function missing(planned: readonly string[], hosts: readonly Host[]): Problem[] {
  const listed = new Set(hosts.map(({ name }) => name));
  const without = planned.filter((name) => !listed.has(name));
  if (without.length === 0) return [];
  return [
    {
      code: 'machines/no-machine',
      field: 'machines.hosts',
      value: `${hosts.length} ${hosts.length === 1 ? 'machine' : 'machines'}`,
      rule: `the plan has ${planned.length} nodes, and there is no machine for ${inShort(without)}`,
      remedy: 'List a machine for each, or change controlPlanes and workers',
      restsOn: ['controlPlanes', 'workers'],
    },
  ];
}

/** Names that one reads: of many the first and the last. */
const inShort = (names: readonly string[]) =>
  names.length <= 6 ? names.join(', ') : `${names.slice(0, 3).join(', ')} … ${names.at(-1)}`;
