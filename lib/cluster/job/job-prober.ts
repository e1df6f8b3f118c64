/**
 * The program that runs in the cluster, as one file without dependencies. Its exit code says only whether it could run.
 *
 *     serve ROLE [READY_FILE]         answers probes
 *     probe KIND FOLDER [SECONDS]     asks them, reports on standard output, and then stays as it is for so long
 *     measured NETWORK [READY_FILE [PORT]]  serves who measures, and says on standard output what numbers depend on there
 *     measure NETWORK FOLDER KEY      measures in turns, and reports on standard output
 *     first ADDRESS PORT              says on standard output how soon a server answers
 *     isolated ADDRESS ALLOWED FORBIDDEN  says on standard output how soon a policy holds for it
 *     silence ADDRESS PORT SECONDS    says on standard output how long nothing was answered
 *     way ADDRESS PORT                says on standard output, again and again, whether new connections get through
 *     address-book NODES [READY_FILE] serves pods that look for one another, on the node's network
 *     mesh NODES                      asks the pods of all other nodes, and says on standard output, again and again, who has answered
 *     agents FOLDER UIDS [ADDRESS PORT]  says on standard output what pods of the node spend, while a server fills the path
 *     measuring ID ADDRESSES PORT     serves who measures, and makes the measurements that standard input asks for
 *     stream TASK                     receives one of several streams of a measurement
 *     load                            sends one, on a connection that its parent process hands over
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { loadProcess, stream } from '../../prober/measure';
import { type JobSteps, stepsFile } from '../../prober/measure/job/steps';
import { ownPlace } from '../../prober/questions/own-place';
import {
  addressesFile,
  type ProbeAddresses,
  type ProbeSettings,
  settingsFile,
} from '../../prober/questions/settings';
import { serveAddressBook } from './address-book';
import { agentsCost, meanwhile } from './agents';
import { firstPacket } from './first-packet';
import { isolation } from './isolation';
import { serveMeasured } from './measure-serve';
import { measureSteps } from './measure-steps';
import { measuring } from './measuring';
import { mesh } from './mesh';
import { probe } from './probe';
import { serveForever } from './serve';
import { silence } from './silence';
import { tryWay } from './way';

const say = (line: unknown) => process.stdout.write(`${JSON.stringify(line)}\n`);

async function main([action, what, where, more = '0', last]: readonly string[]): Promise<void> {
  if (action === 'serve' && (what === 'pod' || what === 'node' || what === 'guarded'))
    return serveForever(what, ownPlace(process.env), where);
  if (action === 'probe' && (what === 'pod' || what === 'node') && where) {
    await probe(
      what,
      ownPlace(process.env),
      read<ProbeSettings>(join(where, settingsFile)),
      read<ProbeAddresses>(join(where, addressesFile)),
      say,
    );
    await setTimeout(1000 * Number(more));
    return;
  }
  if (action === 'measured' && (what === 'pod' || what === 'node'))
    return serveMeasured(what, ownPlace(process.env), where, more === '0' ? [] : [Number(more)], say);
  if (action === 'measure' && (what === 'pod' || what === 'node') && where) {
    const steps = read<JobSteps>(join(where, stepsFile));
    return measureSteps(what, ownPlace(process.env).node, steps, more, say);
  }
  if (action === 'first' && what && where)
    return void say(await firstPacket({ address: what, port: Number(where) }, ownPlace(process.env).node));
  if (action === 'isolated' && what && where)
    return void say(await isolation(what, Number(where), Number(more), ownPlace(process.env).node));
  if (action === 'silence' && what && where)
    return void say(await silence(what, Number(where), Number(more), ownPlace(process.env).node));
  if (action === 'way' && what && where)
    return tryWay({ address: what, port: Number(where) }, ownPlace(process.env).node, say);
  if (action === 'address-book' && what)
    return serveAddressBook(JSON.parse(what), ownPlace(process.env), where);
  if (action === 'mesh' && what) return mesh(JSON.parse(what), ownPlace(process.env), say);
  if (action === 'agents' && what && where)
    return void say(
      await agentsCost(
        what,
        where.split(','),
        ownPlace(process.env).node,
        meanwhile(last === undefined ? undefined : { address: more, port: Number(last) }),
      ),
    );
  if (action === 'measuring' && what && where) return measuring(what, where.split(','), Number(more));
  if (action === 'load') return loadProcess();
  if (action === 'stream' && what) return stream(JSON.parse(what));
  throw new Error(
    'usage: job-prober serve pod|node|guarded [READY_FILE] | probe pod|node FOLDER [SECONDS] | measured pod|node [READY_FILE [PORT]] | measure pod|node FOLDER KEY | first ADDRESS PORT | isolated ADDRESS ALLOWED FORBIDDEN | agents FOLDER UIDS [ADDRESS PORT] | way ADDRESS PORT | address-book NODES [READY_FILE] | mesh NODES | silence ADDRESS PORT SECONDS | measuring ID ADDRESSES PORT | stream TASK | load',
  );
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(file, 'utf8'));
}

main(process.argv.slice(2)).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
