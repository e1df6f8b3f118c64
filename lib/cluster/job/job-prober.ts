/**
 * The program that runs in the cluster, as one file without dependencies: `serve ROLE [READY_FILE]` answers probes,
 * `probe KIND FOLDER [SECONDS]` asks them, reports on standard output, and then stays as it is for so long. Its exit code says
 * only whether it could run.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { ownPlace } from '../../prober/questions/own-place';
import {
  addressesFile,
  type ProbeAddresses,
  type ProbeSettings,
  settingsFile,
} from '../../prober/questions/settings';
import { probe } from './probe';
import { serveForever } from './serve';

async function main([action, what, where, held = '0']: readonly string[]): Promise<void> {
  const place = ownPlace(process.env);
  if (action === 'serve' && (what === 'pod' || what === 'node' || what === 'guarded'))
    return serveForever(what, place, where);
  if (action === 'probe' && (what === 'pod' || what === 'node') && where) {
    await probe(
      what,
      place,
      read<ProbeSettings>(join(where, settingsFile)),
      read<ProbeAddresses>(join(where, addressesFile)),
      (line) => process.stdout.write(`${JSON.stringify(line)}\n`),
    );
    await setTimeout(1000 * Number(held));
    return;
  }
  throw new Error('usage: job-prober serve pod|node|guarded [READY_FILE] | probe pod|node FOLDER [SECONDS]');
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8'));
}

main(process.argv.slice(2)).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
