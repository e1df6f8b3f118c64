/** From flags, file and cdktf.json to one spec: flags beat the file, the file beats cdktf.json, that beats defaults. */
import { readFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { parse as parseYaml } from 'yaml';
import { cnis } from '../cni';
import { type Problem, parseSpec, refuse, type TestbedSpec } from '../plan';
import { scenarios } from './scenarios';

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
  readonly ipFamily?: string;
  readonly podCidr?: string;
  readonly serviceCidr?: string;
  readonly underlayMtu?: string;
}

export function addSpecOptions(command: Command): Command {
  return command
    .optionsGroup('What to build:')
    .option('--cni <name>', `CNI plug-in: ${cnis.map((cni) => cni.name).join(', ')} (default: flannel)`)
    .option(
      '--mode <name>',
      `its mode, such as ${cnis[0]!.modes.map((mode) => mode.name).join(', ')} (default: its first)`,
    )
    .option(
      '--data-plane <name>',
      'who filters and translates: iptables, nftables, ebpf (default: its first)',
    )
    .option('--nodes <count>', 'nodes in all, control planes included (default: 3)')
    .option('--control-planes <count>', 'how many of them run the control plane (default: 1)')
    .option('--pods-per-node <count>', 'pods on each node (default: 2)')
    .option(
      '--zones <count>',
      'zones to spread the nodes over, 192.168.1.0/24, 192.168.2.0/24, … (default: 1)',
    )
    .option('--ip-family <family>', 'ipv4 or dual (default: ipv4)')
    .option('--pod-cidr <range>', 'pod network (default: 10.244.0.0/16)')
    .option('--service-cidr <range>', 'service network (default: 10.96.0.0/12)')
    .option('--underlay-mtu <bytes>', 'MTU between the nodes (default: 1500)')
    .option('--spec <file>', 'spec file, YAML or JSON (default: context.testbed in cdktf.json, if there)')
    .addOption(
      new Option('--scenario <name>', `one of the source document's examples:\n${scenarioList()}`).choices(
        Object.keys(scenarios),
      ),
    );
}

function scenarioList(): string {
  return Object.entries(scenarios)
    .map(([name, { about }]) => `${name}: ${about}`)
    .join('\n');
}

/** @throws SpecError with every problem at once */
export function specFrom(flags: SpecFlags): TestbedSpec {
  const base = flags.scenario
    ? scenarios[flags.scenario]!.spec
    : ((flags.spec ? fromFile(flags.spec) : fromCdktf()) ?? {});
  if (typeof base !== 'object' || base === null || Array.isArray(base)) return parseSpec(base);
  return parseSpec({ ...base, ...fromFlags(flags, base as Record<string, unknown>) });
}

function fromFlags(flags: SpecFlags, base: Record<string, unknown>): Record<string, unknown> {
  const controlPlanes = flags.controlPlanes === undefined ? undefined : number(flags.controlPlanes);
  const given = {
    cni: flags.cni,
    // A mode of the file belongs to the file's CNI.
    ...(flags.cni !== undefined && flags.cni !== base.cni
      ? { mode: flags.mode, dataPlane: flags.dataPlane }
      : drop({ mode: flags.mode, dataPlane: flags.dataPlane })),
    controlPlanes,
    workers: workersOf(flags.nodes, controlPlanes ?? base.controlPlanes ?? 1),
    podsPerNode: number(flags.podsPerNode),
    zones: zonesOf(flags.zones),
    ipFamily: flags.ipFamily,
    podCidr: flags.podCidr,
    serviceCidr: flags.serviceCidr,
    underlayMtu: number(flags.underlayMtu),
  };
  const keepUndefined = new Set(
    flags.cni !== undefined && flags.cni !== base.cni ? ['mode', 'dataPlane'] : [],
  );
  return Object.fromEntries(
    Object.entries(given).filter(([key, value]) => value !== undefined || keepUndefined.has(key)),
  );
}

const drop = (values: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

/** A whole number where the text is one; else the text itself, for the spec's own error. */
function number(text: string | undefined): unknown {
  return text !== undefined && /^-?\d{1,15}$/.test(text) ? Number(text) : text;
}

function workersOf(nodes: string | undefined, controlPlanes: unknown): unknown {
  const count = number(nodes);
  if (typeof count !== 'number' || typeof controlPlanes !== 'number') return count;
  if (count < controlPlanes)
    refuse([
      problem(
        'nodes',
        nodes!,
        `${controlPlanes} of the nodes run the control plane`,
        `Use --nodes ${controlPlanes} or more`,
      ),
    ]);
  return count - controlPlanes;
}

function zonesOf(text: string | undefined): unknown {
  const count = number(text);
  if (count === undefined) return undefined;
  if (typeof count !== 'number' || count < 1 || count > 26)
    refuse([
      problem(
        'zones',
        text!,
        'it must be a whole number from 1 to 26',
        'Name the zones and their ranges in a spec file to have others',
      ),
    ]);
  return Array.from({ length: count as number }, (_, i) => ({
    name: String.fromCharCode(97 + i),
    nodeCidr: `192.168.${i + 1}.0/24`,
  }));
}

function fromFile(file: string): unknown {
  let text = '';
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    refuse([
      problem(
        'spec',
        `"${file}"`,
        `the file cannot be read: ${(error as Error).message}`,
        'Name a file that exists and that you may read',
      ),
    ]);
  }
  try {
    return parseYaml(text) ?? {};
  } catch (error) {
    return refuse([
      problem(
        'spec',
        `"${file}"`,
        `the file is neither YAML nor JSON: ${(error as Error).message.split('\n')[0]}`,
        'Mend the line that the message names',
      ),
    ]);
  }
}

function fromCdktf(): unknown {
  let text: string;
  try {
    text = readFileSync('cdktf.json', 'utf8');
  } catch {
    return undefined;
  }
  try {
    return JSON.parse(text)?.context?.testbed;
  } catch (error) {
    return refuse([
      problem(
        'cdktf.json',
        'in this folder',
        `it is not JSON: ${(error as Error).message}`,
        'Mend it, or name a spec with --spec',
      ),
    ]);
  }
}

function problem(field: string, value: string, rule: string, remedy: string): Problem {
  return { field, value, rule, remedy };
}
