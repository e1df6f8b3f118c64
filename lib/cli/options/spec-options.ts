/** From flags, file and cdktf.json to one spec: flags beat the file, the file beats cdktf.json, that beats defaults. */
import { type Command, Option } from 'commander';
import { type Cni, cnis } from '../../cni';
import {
  collect,
  defaultZone,
  mostNodes,
  mostZones,
  type Problem,
  parseSpec,
  refuse,
  type TestbedSpec,
  type TestbedSpecInput,
} from '../../plan';
import { specParts } from '../../provision/cloud';
import { clouds } from '../../provision/clouds';
import { readSpec } from '../../read-spec';
import { scenarios } from '../scenarios';
import { type BaseSpec, baseSpec } from './base-spec';

/** What an empty spec stands for. */
const specDefaults = parseSpec({});

export interface SpecFlags {
  readonly spec?: string;
  readonly scenario?: string;
  readonly cni?: string;
  readonly mode?: string;
  readonly dataPlane?: string;
  readonly nodes?: string;
  readonly controlPlanes?: string;
  readonly podsPerNode?: string;
  readonly zones?: string;
  readonly podRoutes?: boolean;
  readonly ipFamily?: string;
  readonly podCidr?: string;
  readonly serviceCidr?: string;
  readonly underlayMtu?: string;
  readonly fabricMtu?: string;
  /** The spec that these flags change, read once, when it is first asked for. */
  readonly base: () => BaseSpec;
}

export function addSpecOptions(command: Command): Command {
  return readsBase(command)
    .optionsGroup('What to build:')
    .option(
      '--cni <name>',
      `CNI plug-in: ${cnis.map((cni) => cni.name).join(', ')} (default: ${specDefaults.cni})`,
    )
    .option(
      '--mode <name>',
      `its mode (default: the first)\n${listOf(({ modes }) => modes.map(({ name }) => name))}`,
    )
    .option(
      '--data-plane <name>',
      `who filters and translates (default: the first)\n${listOf(({ dataPlanes }) => dataPlanes)}`,
    )
    .option(
      '--nodes <count>',
      `nodes in all, control planes included (default: ${specDefaults.workers} workers and the control planes)`,
    )
    .option(
      '--control-planes <count>',
      `how many of them run the control plane (default: ${specDefaults.controlPlanes})`,
    )
    .option('--pods-per-node <count>', `pods on each node (default: ${specDefaults.podsPerNode})`)
    .option(
      '--zones <count>',
      `zones to spread the nodes over, ${defaultZone(0).nodeCidr}, ${defaultZone(1).nodeCidr}, … (default: ${specDefaults.zones.length})`,
    )
    .option('--pod-routes', "let the router between the zones know each node's pods (default: it does not)")
    .option('--ip-family <family>', `ipv4 or dual (default: ${specDefaults.ipFamily})`)
    .option('--pod-cidr <range>', `pod network (default: ${specDefaults.podCidr})`)
    .option('--service-cidr <range>', `service network (default: ${specDefaults.serviceCidr})`)
    .option('--underlay-mtu <bytes>', `MTU of the nodes' links (default: ${specDefaults.underlayMtu})`)
    .option('--fabric-mtu <bytes>', 'what the network between them really carries (default: as the links)')
    .option(
      '--spec <file>',
      'spec file, YAML or JSON (default: TESTBED_SPEC, as JSON, or context.testbed in cdktf.json)',
    )
    .addOption(
      new Option('--scenario <name>', `one of the source document's examples:\n${scenarioList()}`)
        .choices(Object.keys(scenarios))
        .conflicts('spec'),
    );
}

/** Gives a command's flags the spec that they change. */
export function readsBase(command: Command): Command {
  return command.hook('preAction', () => {
    let read: BaseSpec | undefined;
    command.setOptionValue('base', () => {
      read ??= baseSpec(command.opts());
      return read;
    });
  });
}

/** What each CNI has, a line each. */
function listOf(has: (cni: Cni) => readonly string[]): string {
  return cnis.map((cni) => `${cni.name}: ${has(cni).join(', ')}`).join('\n');
}

function scenarioList(): string {
  return Object.entries(scenarios)
    .map(([name, { about }]) => `${name}: ${about}`)
    .join('\n');
}

/** What a target brings to a spec. */
export interface TargetSpec {
  /** @default those of the spec */
  readonly defaults?: TestbedSpecInput;
  /** What it asks of a spec. @default nothing */
  readonly problems?: (spec: TestbedSpec) => readonly Problem[];
}

/** @throws SpecError with every problem of flags and spec at once */
export function specFrom(
  flags: SpecFlags,
  { defaults = {}, problems: targetProblems }: TargetSpec = {},
): TestbedSpec {
  const base = flags.base().data ?? {};
  if (typeof base !== 'object' || base === null || Array.isArray(base)) return parseSpec(base);
  const wrong: Problem[] = [];
  const input = withFlags(base as Record<string, unknown>, flags, wrong);
  return readSpec({ ...defaults, ...input }, { parts: specParts(clouds), wrong, targetProblems });
}

function withFlags(
  base: Record<string, unknown>,
  flags: SpecFlags,
  problems: Problem[],
): Record<string, unknown> {
  const { cni, mode, dataPlane, ipFamily, podCidr, serviceCidr } = flags;
  const controlPlanes = number(flags.controlPlanes);
  const given = {
    cni,
    mode,
    dataPlane,
    controlPlanes,
    workers: collect(problems, () => workersOf(flags.nodes, controlPlanes ?? base.controlPlanes)),
    podsPerNode: number(flags.podsPerNode),
    zones: collect(problems, () => zonesOf(flags.zones)),
    podRoutes: flags.podRoutes,
    ipFamily,
    podCidr,
    serviceCidr,
    underlayMtu: number(flags.underlayMtu),
    fabricMtu: number(flags.fabricMtu),
  };
  // Mode and data plane of the base belong to the base's CNI.
  const { mode: _mode, dataPlane: _dataPlane, ...general } = base;
  const kept = cni === undefined || cni === (base.cni ?? specDefaults.cni) ? base : general;
  return { ...kept, ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) };
}

/** A number where the text is one; else the text itself, for the spec's own error. */
function number(text: string | undefined): unknown {
  return text !== undefined && /^-?\d+(\.\d+)?(e[+-]?\d+)?$/i.test(text) ? Number(text) : text;
}

/** @throws SpecError where that many nodes cannot be */
function workersOf(nodes: string | undefined, planes: unknown = 1): number | undefined {
  if (nodes === undefined) return undefined;
  const count = number(nodes);
  const controlPlanes = Number.isInteger(planes) ? (planes as number) : 1;
  if (!Number.isInteger(count) || (count as number) < controlPlanes || (count as number) > mostNodes)
    refuse([
      {
        code: 'cli/node-count',
        field: 'workers',
        value: nodes,
        rule: `it must be a whole number from ${controlPlanes}, the control planes, to ${mostNodes}, the most that Kubernetes supports`,
        remedy: 'Choose a number within the limits',
      },
    ]);
  return (count as number) - controlPlanes;
}

/** @throws SpecError where that many zones cannot be */
function zonesOf(text: string | undefined): TestbedSpecInput['zones'] {
  if (text === undefined) return undefined;
  const count = number(text) as number;
  if (!Number.isInteger(count) || count < 1 || count > mostZones)
    refuse([
      {
        code: 'cli/zone-count',
        field: 'zones',
        value: text,
        rule: `it must be a whole number from 1 to ${mostZones}`,
        remedy: 'Name the zones and their ranges in a spec file to have others',
      },
    ]);
  return Array.from({ length: count }, (_, i) => defaultZone(i));
}
