/** The CDKTF app: one stack for each CNI and target, all from the spec in cdktf.json. Needs no credentials, no network. */

import { problemText, SpecError } from './lib/plan';
import { connectivityJobs } from './lib/provision/boot/connectivity-jobs';
import { clouds } from './lib/provision/clouds';
import { synthesize } from './lib/provision/stacks/app';
import { appContext } from './lib/provision/stacks/app-context';
import { appWarnings } from './lib/provision/stacks/app-warnings';

async function main(): Promise<void> {
  try {
    const context = appContext(clouds);
    await synthesize(context, { clouds, connectivity: connectivityJobs });
    for (const warning of appWarnings(context, clouds))
      process.stderr.write(`warning: ${problemText(warning)}\n`);
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 2;
  }
}

void main();
