import { clusterReading } from '../../cluster/state/cluster-reading';
import { cnis, ownerOf } from '../../cni';
import { type Reading, reading } from '../../state';
import { type Capture, earliest } from '../../state/capture';
import type { Testbed } from '../../testbed';
import { readInLab } from './read-lab';

/** What captures say of a testbed, and the computed state that they are held against. */
export interface CapturedTestbed {
  readonly testbed: Testbed;
  readonly reading: Reading;
  readonly notes: readonly string[];
}

/** Reads captures of a lab's hosts, or of machines that were built from the testbed's plan. */
export function captured(testbed: Testbed, captures: readonly Capture[], source: string): CapturedTestbed {
  const hosts = new Set(testbed.datapath.hosts.map(({ name }) => name));
  if (captures.every(({ host, pods }) => hosts.has(host) && !pods)) return ofLab(testbed, captures, source);
  const { datapath, reading: read, notes } = clusterReading(testbed, captures, source);
  return { testbed: { ...testbed, datapath }, reading: read, notes };
}

function ofLab(testbed: Testbed, captures: readonly Capture[], source: string): CapturedTestbed {
  const { datapath, cni, choice } = testbed;
  const options = {
    source,
    takenAt: earliest(captures),
    noise: cni.noise?.(choice),
    ownerOf: ownerOf(cnis, cni.name),
  };
  return { testbed, reading: reading(datapath, readInLab(captures), options), notes: [] };
}
