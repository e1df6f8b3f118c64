/** The CDKTF app: one stack for each CNI and target, all from the spec in cdktf.json. Needs no credentials, no network. */

import { SpecError } from './lib/plan';
import { appContext, connectivityJobs, synthesize } from './lib/provision/aws';

try {
  synthesize(appContext(), { connectivity: connectivityJobs });
} catch (error) {
  if (!(error instanceof SpecError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
