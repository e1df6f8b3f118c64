/** From flags, file and cdktf.json to one spec: flags beat the file, the file beats cdktf.json, that beats defaults. */
import { collect, mostNodes, type Problem, parseSpec, SpecError, type TestbedSpec } from '../../plan';
import { countedZones, requestedSpec, type SpecRequest, withCni } from '../../run';
import type { SpecFlags } from './spec-options';

/** The spec that the flags ask for. @throws SpecError with every problem of flags and spec at once */
export function specFrom(flags: SpecFlags): TestbedSpec {
  return requestedSpec(specRequest(flags));
}

/** The spec that the flags ask for, with what is wrong with the flags. @throws SpecError where the spec has no fields at all */
export function specRequest(flags: SpecFlags): SpecRequest {
  const { data, wrong: ofOthers = [] } = flags.base();
  const base = fieldsOf(data ?? {});
  const wrong: Problem[] = [...ofOthers];
  const controlPlanes = number(flags.controlPlanes);
  const given = {
    controlPlanes,
    workers: collect(wrong, () => workersOf(flags.nodes, controlPlanes ?? base.controlPlanes)),
    podsPerNode: number(flags.podsPerNode),
    zones: flags.zones === undefined ? undefined : collect(wrong, () => countedZones(number(flags.zones))),
    podRoutes: flags.podRoutes,
    ipFamily: flags.ipFamily,
    podCidr: flags.podCidr,
    ipam: flags.ipam,
    serviceCidr: flags.serviceCidr,
    services: flags.services,
    underlayMtu: number(flags.underlayMtu),
    fabricMtu: number(flags.fabricMtu),
    podMtu: number(flags.podMtu),
    maxPods: number(flags.maxPods),
    tunnelPort: number(flags.tunnelPort),
    masquerade: flags.masquerade === false ? false : undefined,
  };
  const typed = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return { input: { ...withCni(base, flags), ...typed }, wrong };
}

function fieldsOf(data: unknown): Readonly<Record<string, unknown>> {
  if (typeof data === 'object' && data !== null && !Array.isArray(data)) return { ...data };
  return { ...parseSpec(data) }; // throws: a spec has fields
}

/** A number where the text is one; else the text itself, for the spec's own error. */
function number(text: string | undefined): number | string | undefined {
  return text !== undefined && /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : text;
}

/** @throws SpecError where that many nodes cannot be */
function workersOf(nodes: string | undefined, planes: unknown = 1): number | undefined {
  if (nodes === undefined) return undefined;
  const count = number(nodes);
  const controlPlanes = typeof planes === 'number' && Number.isInteger(planes) ? planes : 1;
  if (typeof count === 'number' && Number.isInteger(count) && count >= controlPlanes && count <= mostNodes)
    return count - controlPlanes;
  throw new SpecError([
    {
      code: 'cli/node-count',
      field: 'workers',
      value: nodes,
      rule: `it must be a whole number from ${controlPlanes}, the control planes, to ${mostNodes}, the most that Kubernetes supports`,
      remedy: 'Choose a number within the limits',
    },
  ]);
}
