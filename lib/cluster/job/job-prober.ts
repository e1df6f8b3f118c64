/**
 * The program that runs in the cluster, as one file without dependencies: `serve ROLE [READY_FILE]` answers probes,
 * `probe KIND FOLDER` asks them and reports on standard output. Its exit code says only whether it could run.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ownPlace } from '../../prober/questions/own-place';
import {
  addressesFile,
  type ProbeAddresses,
  type ProbeSettings,
  settingsFile,
} from '../../prober/questions/settings';
import { probe } from './probe';
import { serveForever } from './serve';

async function main([action, what, where]: readonly string[]): Promise<void> {
  const place = ownPlace(process.env);
  if (action === 'serve' && (what === 'pod' || what === 'node' || what === 'guarded'))
    return serveForever(what, place, where);
  if (action === 'probe' && (what === 'pod' || what === 'node') && where)
    return probe(
      what,
      place,
      read<ProbeSettings>(join(where, settingsFile)),
      read<ProbeAddresses>(join(where, addressesFile)),
      (line) => process.stdout.write(`${JSON.stringify(line)}\n`),
    );
  throw new Error('usage: job-prober serve pod|node|guarded [READY_FILE] | probe pod|node FOLDER');
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8'));
}

main(process.argv.slice(2)).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
