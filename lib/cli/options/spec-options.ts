/** From flags, file and cdktf.json to one spec: flags beat the file, the file beats cdktf.json, that beats defaults. */
import { type Command, Option } from 'commander';
import { type Cni, cnis } from '../../cni';
import {
  collect,
  mostNodes,
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
    .option('--cni <name>', `CNI plug-in: ${cnis.map((cni) => cni.name).join(', ')} (default: flannel)`)
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
      'nodes in all, control planes included (default: two workers and the control planes)',
    )
    .option('--control-planes <count>', 'how many of them run the control plane (default: 1)')
    .option('--pods-per-node <count>', 'pods on each node (default: 2)')
    .option(
      '--zones <count>',
      'zones to spread the nodes over, 192.168.1.0/24, 192.168.2.0/24, … (default: 1)',
    )
    .option('--pod-routes', "let the router between the zones know each node's pods (default: it does not)")
    .option('--ip-family <family>', 'ipv4 or dual (default: ipv4)')
    .option('--pod-cidr <range>', 'pod network (default: 10.244.0.0/16)')
    .option('--service-cidr <range>', 'service network (default: 10.96.0.0/12)')
    .option('--underlay-mtu <bytes>', "MTU of the nodes' links (default: 1500)")
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
  const kept = cni === undefined || cni === (base.cni ?? parseSpec({}).cni) ? base : general;
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
  if (!Number.isInteger(count) || count < 1 || count > 26)
    refuse([
      {
        field: 'zones',
        value: text,
        rule: 'it must be a whole number from 1 to 26',
        remedy: 'Name the zones and their ranges in a spec file to have others',
      },
    ]);
  return Array.from({ length: count }, (_, i) => ({
    name: String.fromCharCode(97 + i),
    nodeCidr: `192.168.${i + 1}.0/24`,
  }));
}
