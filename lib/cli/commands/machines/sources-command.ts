import type { Command } from 'commander';
import { machinesSources, type Needed } from '../../../run';
import { exitCode } from '../../exit-codes';
import type { Finish } from '../../finish';
import type { Streams } from '../../io/streams';
import { addMachinesSpec, type MachinesFlags, machinesSource } from './machines-source';

interface SourcesFlags extends MachinesFlags {
  readonly json?: boolean;
}

const help = `
For those who mirror it for a site: machines.sources of the spec says where machines find it. No machine is asked.

Examples:
  testbed machines sources machines.yaml
  testbed machines sources machines.yaml --json | jq -r '.images[].image'`;

/** `testbed machines sources` */
export function addSourcesCommand(machines: Command, streams: Streams, finish: Finish): void {
  addMachinesSpec(
    machines
      .command('sources')
      .description('list all that they would fetch: packages, archives, charts and images'),
    'that lists them under machines.hosts',
  )
    .option('--json', 'print it as JSON, with the values of the chart')
    .addHelpText('after', help)
    .action(async (spec: string | undefined, flags: SourcesFlags) =>
      finish(await sources(spec, flags, streams)),
    );
}

async function sources(spec: string | undefined, flags: SourcesFlags, { stdout }: Streams): Promise<number> {
  const needed = await machinesSources(machinesSource(spec, flags));
  stdout.write(`${flags.json ? JSON.stringify(needed, null, 2) : textOf(needed)}\n`);
  return exitCode.ok;
}

function textOf(needed: Needed): string {
  const { kubernetesPackages, systemPackages, archives, charts, images, moreImages } = needed;
  const { repository, packages } = kubernetesPackages;
  return [
    part(
      `Packages of Kubernetes, from ${repository}, with what they depend on`,
      packages.map(({ name, version = 'the newest' }) => `${name}  ${version}`),
    ),
    part("Packages of the system's archives, with what they depend on", systemPackages),
    part(
      'Archives, one for each architecture',
      archives.map(({ url, sha256 }) => `${url}  sha256 ${sha256}`),
    ),
    part(
      'Charts',
      charts.map(({ name, version, repository: from }) => `${name}  ${version}  ${from}`),
    ),
    part(
      'Images',
      images.map(({ image, mirror }) => (mirror === undefined ? image : `${image}  from ${mirror}`)),
    ),
    part('Further images: those that these commands name, the last one from .values of --json', moreImages),
  ].join('\n\n');
}

const part = (title: string, lines: readonly string[]): string =>
  [title, ...lines.map((line) => `  ${line}`)].join('\n');
