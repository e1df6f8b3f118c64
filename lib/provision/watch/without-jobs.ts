import { TargetError } from '../../base/target-error';

/** Why a stack has no results, and none can be made. */
export function withoutJobs(stack: string): TargetError {
  return new TargetError(
    `${stack} was deployed without connectivity Jobs`,
    'Deploy it with them, or test it with --target kubernetes',
  );
}
