/** Machines that stand, with what a user has who wants a cluster on them: a spec file, a key, and the product. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { ExecResult } from '../../../lib/base/exec';
import { startFabric } from '../cluster/fabric';
import { unpackedImages } from '../cluster/images';
import { tooFewWatches } from '../cluster/limits';
import { type BareMachine, startMachineOf } from '../cluster/machine/machine';
import { startWorld, type WorldChart } from '../cluster/machine/world';
import { inNetworkOf, run, tryRun } from '../cluster/namespaces';
import { newRunFolder, removeRun } from '../cluster/run-folder';
import { type Configuration, specOf, testbedOf } from '../run/configuration';
import { clusterSources, proberProgram, product } from '../run/folders';
import { stopOnSignals } from '../run/signals';
import type { RunSettings } from '../run/standing';

/** What is there. */
export interface StandingMachines {
  readonly machines: readonly BareMachine[];
  /** File of the spec that lists them. */
  readonly spec: string;
  /** Runs the product where the machines can be reached. */
  readonly testbed: (words: readonly string[]) => Promise<ExecResult>;
}

/** Starts machines for the plan of a configuration, lets `act` work with them and takes all down, whatever happens. */
export async function withMachines<T>(
  configuration: Configuration,
  { parts, out, say }: RunSettings,
  act: (standing: StandingMachines) => Promise<T>,
): Promise<T> {
  const { plan } = testbedOf(configuration);
  const lacking = tooFewWatches(plan.nodes.length);
  if (lacking) throw new Error(lacking);
  const images = await unpackedImages(
    parts.images(configuration.cni),
    parts,
    join(clusterSources, 'node'),
    say,
  );
  const folder = newRunFolder(parts, plan.name);
  const given = join(folder, 'given');
  mkdirSync(given);
  const fabric = await startFabric([plan], join(clusterSources, 'node'), proberProgram);
  const held: { readonly release: () => Promise<void> }[] = [];
  const stop = async () => {
    say('taking all down');
    await Promise.all(held.map(({ release }) => release()));
    await fabric.release();
    removeRun(folder);
  };
  const interrupted = stopOnSignals(stop, say);
  try {
    held.push(await startWorld(parts, [chartOf(configuration)], given, fabric.pid));
    await run(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', join(given, 'client')]);
    say(`starting ${plan.nodes.length} machines`);
    const machines: BareMachine[] = [];
    const scripts = join(clusterSources, 'machine');
    for (const node of plan.nodes) {
      const machine = await startMachineOf({ plan, fabric, parts, images, scripts, folder, given }, node);
      machines.push(machine);
      held.push(machine);
    }
    const spec = writeSpec(configuration, machines, given, out);
    const words = [...inNetworkOf(fabric.pid), process.execPath, product];
    return await act({ machines, spec, testbed: (more) => tryRun([...words, ...more], { cwd: out }) });
  } finally {
    interrupted.forget();
    await stop();
  }
}

/** As a user would write it. */
function writeSpec(
  configuration: Configuration,
  machines: readonly BareMachine[],
  given: string,
  out: string,
): string {
  const addressed = machines.map(({ planned, hostKey }) => ({
    ...{ name: planned.name, hostKey, host: `${planned.address.ipv4 ?? planned.address.ipv6}` },
  }));
  const known = join(given, 'known_hosts');
  const config = join(given, 'ssh.conf');
  writeFileSync(known, addressed.map(({ host, hostKey }) => `${host} ${hostKey}\n`).join(''));
  writeFileSync(config, `Host *\n  UserKnownHostsFile ${known}\n  IdentityAgent none\n`);
  const ssh = { user: 'deploy', key: join(given, 'client'), config };
  const hosts = addressed.map(({ name, host }) => ({ name, ssh: { host, ...ssh } }));
  const file = join(out, 'machines.yaml');
  writeFileSync(file, stringify({ ...specOf(configuration), machines: { hosts } }));
  return file;
}

function chartOf(configuration: Configuration): WorldChart {
  const { cni, plan, choice } = testbedOf(configuration);
  if (!cni.deployment) throw new Error(`${cni.name} is installed nowhere`);
  return cni.deployment.chart(plan, choice);
}
