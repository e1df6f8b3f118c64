import { aws } from './aws/cloud';
import type { AwsPartInput } from './aws/spec-input';
import { machines } from './machines/cloud';
import type { MachinesPartInput } from './machines/spec-input';
import type { StackCloud } from './stacks/cloud-stack';

/** The clouds. This list is the only place that a new one is entered at. */
export const clouds: readonly StackCloud[] = [aws, machines];

/** The parts of a spec that these clouds own, as a program writes them whose fields the compiler checks. */
export interface CloudPartsInput {
  readonly aws?: AwsPartInput;
  readonly machines?: MachinesPartInput;
}
