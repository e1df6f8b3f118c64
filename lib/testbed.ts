import { type Cni, type CniChoice, cnis, type DataPlane } from './cni';
import type { Datapath } from './datapath';
import { addressPlan, type Plan, refuse, type TestbedSpec } from './plan';

/** A spec with everything that follows from it. */
export interface Testbed {
  readonly spec: TestbedSpec;
  readonly plan: Plan;
  readonly cni: Cni;
  readonly choice: CniChoice;
  readonly datapath: Datapath;
}

/**
 * Spec to plan, CNI and datapath.
 * @throws SpecError with every problem of spec, plan and CNI in one report
 */
export function testbed(spec: TestbedSpec, plugins: readonly Cni[] = cnis): Testbed {
  const cni = named('cni', spec.cni, plugins, (plugin) => plugin.name);
  const choice = chooseMode(cni, spec);
  const plan = addressPlan(spec, cni.podCidrAllocation);
  refuse(cni.requirements(plan, choice));
  return { spec, plan, cni, choice, datapath: cni.datapath(plan, choice) };
}

function chooseMode(cni: Cni, spec: TestbedSpec): CniChoice {
  return {
    mode: named('mode', spec.mode, cni.modes, (mode) => mode.name, ` of ${cni.name}`),
    dataPlane: named(
      'dataPlane',
      spec.dataPlane,
      cni.dataPlanes,
      (dataPlane): DataPlane => dataPlane,
      ` of ${cni.name}`,
    ),
  };
}

/** The choice of that name, or the first where the spec names none. */
function named<T>(
  field: string,
  wanted: string | undefined,
  choices: readonly T[],
  nameOf: (choice: T) => string,
  owner = '',
): T {
  const found = wanted === undefined ? choices[0] : choices.find((choice) => nameOf(choice) === wanted);
  if (found === undefined)
    refuse([
      {
        field,
        value: `"${wanted}"`,
        rule: `there is no ${field}${owner} of this name`,
        remedy: `Choose one of ${choices.map(nameOf).join(', ')}`,
      },
    ]);
  return found!;
}
