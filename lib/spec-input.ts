/** Specs as programs in TypeScript write them: the compiler knows the names of CNIs, and which has which modes. */
import type { CniName, DataPlaneName, DefaultCniName, ModeName } from './cni';
import type { TestbedSpecInput } from './plan';

/** The choice of a CNI by its names. */
interface NamedCni<Name extends CniName> {
  /** CNI plug-in. @default flannel */
  readonly cni: Name;
  /** The plug-in's mode: encapsulation or data plane. @default the plug-in's first */
  readonly mode?: ModeName<Name>;
  /** Who filters and translates packets on the nodes. @default the plug-in's first */
  readonly dataPlane?: DataPlaneName<Name>;
}

/** The same for each of these, so that no CNI takes the mode of another. */
type OneOf<Name extends CniName> = Name extends CniName ? NamedCni<Name> : never;

type Choice = OneOf<CniName> | (Omit<NamedCni<DefaultCniName>, 'cni'> & { readonly cni?: undefined });

/** A spec whose names and fields the compiler checks. What else can be wrong with it, the plan proves: see SpecError. */
export type SpecInput = Omit<TestbedSpecInput, keyof NamedCni<CniName>> & Choice;

/**
 * The spec as it is, checked by the compiler where it is written. Whatever takes a spec takes it: awsCluster and LocalStack as
 * it is, parseSpec for runs and walks.
 */
export function defineSpec(spec: SpecInput): SpecInput {
  return spec;
}
