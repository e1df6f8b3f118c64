/** The CDKTF app: one stack for each CNI and target, all from the spec in cdktf.json. Needs no credentials, no network. */

import { SpecError } from './lib/plan';
import { connectivityJobs } from './lib/provision/boot/connectivity-jobs';
import { clouds } from './lib/provision/clouds';
import { synthesize } from './lib/provision/stacks/app';
import { appContext } from './lib/provision/stacks/app-context';

async function main(): Promise<void> {
  try {
    await synthesize(appContext(clouds), { clouds, connectivity: connectivityJobs });
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  }
}

void main();
