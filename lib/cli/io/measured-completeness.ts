import { failedSamples, type Measurements } from '../../measure';
import { counted } from '../../report';
import { exitCode } from '../exit-codes';
import type { Streams } from './streams';

/** The exit code of measurements that were written: where some failed, a target's, said on stderr. */
export function codeOfMeasured(measured: Measurements, { stderr }: Streams): number {
  const failed = failedSamples(measured).reduce((sum, { count }) => sum + count, 0);
  if (failed === 0) return exitCode.ok;
  stderr.write(
    `error: ${counted(failed, 'measurement')} failed; the report says which, of how many, and why\n`,
  );
  return exitCode.target;
}
