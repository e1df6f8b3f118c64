/** The CDKTF app: one stack for each CNI and target, all from the spec in cdktf.json. Needs no credentials, no network. */
import { appContext, connectivityJobs, synthesize } from './lib/aws';
import { SpecError } from './lib/plan';

try {
  synthesize(appContext(), { connectivity: connectivityJobs });
} catch (error) {
  if (!(error instanceof SpecError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
