/** A spec as somebody asks for it: not read yet, so that a run over several CNIs can choose them first. */
import type { Problem, TestbedSpec, TestbedSpecInput } from '../../plan';
import { specReading } from '../../provision/cloud';
import { clouds } from '../../provision/clouds';
import { readSpec } from '../../read-spec';

/** A spec before it is read. */
export interface SpecRequest {
  /** The spec's fields; those that a program writes are a TestbedSpecInput. */
  readonly input: TestbedSpecInput | Readonly<Record<string, unknown>>;
  /** Problems that the caller has found: their fields are not in the input, and they are reported with the others. @default none */
  readonly wrong?: readonly Problem[];
}

/** What a target brings to a spec. */
export interface TargetSpec {
  /** What it asks of a spec that is sound in itself. @default nothing */
  readonly targetProblems?: (spec: TestbedSpec) => readonly Problem[];
  /** Fields that the target has others for than the spec's own. @default none */
  readonly defaults?: TestbedSpecInput;
}

/** Reads a spec. @throws SpecError with every problem at once */
export function requestedSpec(
  { input, wrong }: SpecRequest,
  { defaults = {}, targetProblems }: TargetSpec = {},
): TestbedSpec {
  return readSpec({ ...defaults, ...input }, { ...specReading(clouds), wrong, targetProblems });
}
