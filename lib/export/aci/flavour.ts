import type { Problem } from '../../plan';
import type { PlannedTestbed } from '../../testbed';
import type { RangeUse } from '../export';
import type { ExportOptions, OptionValues } from '../options';
import type { Origins, Rule } from '../rules';

/** One flavour of acc-provision: the file that it takes, and the rules of that. */
export interface Flavour<O extends ExportOptions, Input extends object> {
  /** As `acc-provision -f` has it. */
  readonly name: string;
  /** The one CNI and mode that it is for. @default all others, which the fabric's own CNI replaces */
  readonly serves?: { readonly cni: string; readonly mode: string };
  readonly options: O;
  /** What the plan cannot have in this flavour; then there is no input. */
  planProblems(cluster: PlannedTestbed): readonly Problem[];
  input(cluster: PlannedTestbed, values: OptionValues<O>): Input;
  readonly rules: readonly Rule<Input>[];
  readonly origins: Origins;
  /** What it does not promise. */
  notes(cluster: PlannedTestbed): readonly string[];
  ranges(cluster: PlannedTestbed, input: Input): readonly RangeUse[];
}
