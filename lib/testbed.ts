import { didYouMean } from './base/did-you-mean';
import { append } from './base/lists';
import { refuseBeyondHeap } from './base/room';
import { type Cni, type CniChoice, cnis, type DataPlane, ownBlocks, settingProblems } from './cni';
import type { Datapath } from './datapath';
import { type ProxyMode, withServices } from './kube-proxy';
import { addressPlan, collect, type Plan, type Problem, SpecError, type TestbedSpec } from './plan';

export { betweenZonesMtu, overheadOf } from './cni';

/** A spec with everything that follows from it. */
export interface Testbed {
  readonly spec: TestbedSpec;
  readonly plan: Plan;
  readonly cni: Cni;
  readonly choice: CniChoice;
  readonly datapath: Datapath;
  /** What was broken on purpose; absent: nothing. */
  readonly fault?: AppliedFault;
}

/** An edit of the datapath that a run is to find. */
export interface AppliedFault {
  readonly name: string;
  /** What its choices of nodes and pods follow from. */
  readonly seed: number;
  /** What is broken where, in a sentence. */
  readonly about: string;
  /** The datapath as the CNI meant it. */
  readonly intended: Datapath;
}

/** A testbed without kernel state, for targets that program none themselves. */
export type PlannedTestbed = Omit<Testbed, 'datapath' | 'fault'>;

/**
 * Spec to plan, CNI and datapath.
 * @throws SpecError with every problem of spec, plan and CNI in one report; TargetError where the datapath fits no memory
 */
export function testbed(spec: TestbedSpec, plugins: readonly Cni[] = cnis): Testbed {
  const planned = plannedTestbed(spec, plugins);
  const { nodes } = planned.plan;
  refuseBeyondHeap(
    datapathBytes(planned.plan),
    `the kernel state of ${nodes.length.toLocaleString('en-US')} nodes`,
    'Take fewer nodes (`testbed plan` takes any number)',
  );
  const { plan, cni, choice } = planned;
  const bare = cni.datapath(plan, choice);
  const has = spec.services && !cni.withoutServices?.(choice);
  return { ...planned, datapath: has ? withServices(bare, plan, proxyMode(planned)) : bare };
}

/** Who balances Services; without anybody's word for it, kube-proxy in its default mode. */
export const proxyMode = ({ cni, choice }: Pick<Testbed, 'cni' | 'choice'>): ProxyMode =>
  cni.deployment?.kubeadm(choice).kubeProxy ?? 'iptables';

/** What a node knows of each other one, with what walks it, in bytes of this process: measured up to 975, at 2,000 nodes. */
const ofNodePair = 1_000;

/** Memory that the datapath of a plan takes, about, in bytes. */
export function datapathBytes({ nodes, families }: Plan): number {
  return nodes.length ** 2 * families.length * ofNodePair;
}

/**
 * Spec to plan and CNI. The datapath grows with the square of the nodes: at 1,000 of them it alone takes many times as
 * long as everything else.
 * @throws SpecError with every problem of spec, plan and CNI in one report
 */
export function plannedTestbed(spec: TestbedSpec, plugins: readonly Cni[] = cnis): PlannedTestbed {
  const problems: Problem[] = [];
  const { cni, choice } = chosen(spec, plugins, problems);
  const plan = collect(problems, () =>
    addressPlan(spec, (cni && ownBlocks(spec, cni)) ?? choice?.mode.podCidrAllocation),
  );
  if (cni && choice)
    append(problems, [...cni.requirements(spec, choice), ...settingProblems(spec, cni, choice)]);
  if (problems.length > 0 || !plan || !cni || !choice) throw new SpecError(problems);
  return { spec, plan, cni, choice };
}

/** The CNI that a spec names and the choice in it, as far as there are such; why not is added to the problems. */
export function chosen(
  spec: TestbedSpec,
  plugins: readonly Cni[] = cnis,
  problems: Problem[] = [],
): Partial<Pick<PlannedTestbed, 'cni' | 'choice'>> {
  const cni = collect(problems, () => named('cni', spec.cni, plugins, (plugin) => plugin.name));
  return { cni, choice: cni && chooseMode(cni, spec, problems, plugins) };
}

function chooseMode(
  cni: Cni,
  spec: TestbedSpec,
  problems: Problem[],
  plugins: readonly Cni[],
): CniChoice | undefined {
  const of = { cni, plugins };
  const mode = collect(problems, () =>
    named('mode', spec.mode, cni.modes, ({ name }) => name, { ...of, has: ({ modes }) => modes }),
  );
  const dataPlane = collect(problems, () =>
    named('dataPlane', spec.dataPlane, cni.dataPlanes, (name): DataPlane => name, {
      ...of,
      has: ({ dataPlanes }) => dataPlanes,
    }),
  );
  return mode && dataPlane && { mode, dataPlane };
}

/** Fields in words. */
const words = { cni: 'CNI', mode: 'mode', dataPlane: 'data plane' } as const;

/** Whose choices they are, and who else has such. */
interface Owner<T> {
  readonly cni: Cni;
  readonly plugins: readonly Cni[];
  has(cni: Cni): readonly T[];
}

/** The choice of that name, or the first where the spec names none. */
function named<T>(
  field: keyof typeof words,
  wanted: string | undefined,
  choices: readonly T[],
  nameOf: (choice: T) => string,
  owner?: Owner<T>,
): T {
  const found = wanted === undefined ? choices[0] : choices.find((choice) => nameOf(choice) === wanted);
  if (found !== undefined) return found;
  const others = (owner?.plugins ?? []).filter((cni) =>
    owner?.has(cni).some((choice) => nameOf(choice) === wanted),
  );
  const known = choices.map(nameOf);
  const owners = others.map(({ name }) => name);
  throw new SpecError([
    {
      ...{ code: 'not-a-choice', choices: known, owners, field, value: `"${wanted}"` },
      ...textOf(field, `${wanted}`, { known, owners, owner: owner?.cni.name }),
    },
  ]);
}

function textOf(
  field: keyof typeof words,
  wanted: string,
  { known, owners, owner }: { known: readonly string[]; owners: readonly string[]; owner?: string },
): { rule: string; remedy: string } {
  const list = known.join(', ');
  if (owners.length > 0)
    return {
      rule: `it is a ${words[field]} of ${owners.join(' and ')}, not of ${owner}`,
      remedy: `Choose ${owners.join(' or ')} as the CNI, or one of ${list}`,
    };
  const meant = didYouMean(wanted, known);
  return {
    rule: `there is no ${words[field]}${owner === undefined ? '' : ` of ${owner}`} of this name`,
    remedy: `${meant ? `${meant} ` : ''}Choose one of ${list}`,
  };
}
