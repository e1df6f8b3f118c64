import { cnis, ownerOf } from '../../cni';
import type { Host } from '../../datapath';
import type { Lab } from '../../lab/lab';
import { captureLab } from '../../lab/state/capture-lab';
import {
  type Difference,
  diff,
  type ReadHost,
  type ReadHosts,
  type Reading,
  readHost,
  reading,
  realDatapath,
} from '../../state';
import { type Capture, earliest } from '../../state/capture';

/** What was read in a lab, and what it was read from. */
export interface LabReading {
  readonly captures: readonly Capture[];
  readonly reading: Reading;
}

/** Reads the real state of hosts of a lab against the computed one. @param hosts @default all */
export async function readLab(lab: Lab, hosts?: readonly Host[]): Promise<LabReading> {
  const { name, testbed } = lab;
  const { captures, read } = await readHosts(lab, hosts);
  const options = {
    source: `lab ${name}`,
    takenAt: earliest(captures),
    ownerOf: ownerOf(cnis, testbed.cni.name),
  };
  return { captures, reading: reading(testbed.datapath, read, options) };
}

/** Where the hosts differ, without what comes of it. */
export async function readDifferences(lab: Lab, hosts: readonly Host[]): Promise<readonly Difference[]> {
  const { datapath } = lab.testbed;
  const { read } = await readHosts(lab, hosts);
  return diff(datapath, realDatapath(datapath, read)).differences;
}

/** Each part is read while the next hosts are asked. */
async function readHosts(
  { agent, testbed: { datapath } }: Lab,
  hosts: readonly Host[] = datapath.hosts,
): Promise<{ readonly captures: readonly Capture[]; readonly read: ReadHosts }> {
  const read = new Map<string, ReadHost>();
  const captures = await captureLab(agent, hosts, (some) => {
    for (const [name, host] of readInLab(some)) read.set(name, host);
  });
  return { captures, read };
}

/** Pods are hosts of their own. What a host of a lab is not asked is not there: that is seen before. */
export function readInLab(captures: readonly Capture[]): ReadHosts {
  return new Map(
    captures.map(({ host, outputs }) => {
      const read = readHost(host, outputs, 'pod');
      return [host, { ...read, gaps: read.gaps.filter(({ why }) => why !== 'not-captured') }];
    }),
  );
}
