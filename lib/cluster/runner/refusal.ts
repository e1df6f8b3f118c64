import { TargetError } from '../../base/target-error';

/** The cluster works and is not what is wanted: what runs there explains nothing, and is not kept for a look. */
export class Refusal extends TargetError {}
