/** What a reading shows besides single entries: what others left behind, and ports that two devices want. */
import { addTo } from '../base/lists';
import type { Datapath, Link } from '../datapath';
import type { Difference } from './diff/difference';

/** Something that is wrong on a machine, or will be. */
export type Finding =
  /** A tunnel device that is missing or down, while another one holds its UDP port. */
  | {
      readonly code: 'port-taken';
      readonly host: string;
      readonly link: string;
      readonly port: number;
      readonly holder: string;
    }
  /** Entries of a CNI that is not the one that runs. */
  | {
      readonly code: 'left-over';
      readonly host: string;
      /** Name of the CNI. */
      readonly owner: string;
      /** Its entries by kind and key. */
      readonly entries: readonly string[];
    };

/** Whose entry it is, by the name of a CNI; undefined where nobody knows. */
export type OwnerOf = (difference: Difference) => string | undefined;

/** @param differences all of them, those that are to be expected too */
export function findings(real: Datapath, differences: readonly Difference[], ownerOf: OwnerOf): Finding[] {
  return [...portsTaken(real, differences), ...leftovers(differences, ownerOf)];
}

function portsTaken({ hosts }: Datapath, differences: readonly Difference[]): Finding[] {
  const byName = new Map(hosts.map((host) => [host.name, host]));
  return differences.flatMap((one): Finding[] => {
    const wanted = missingTunnel(one);
    const port = wanted && portOf(wanted);
    const holder = byName
      .get(one.host)
      ?.links.find((link) => link.name !== wanted?.name && link.up !== false && portOf(link) === port);
    return wanted && port && holder
      ? [{ code: 'port-taken', host: one.host, link: wanted.name, port, holder: holder.name }]
      : [];
  });
}

/** The computed device, where it is not there or not up. */
function missingTunnel(one: Difference): Link | undefined {
  if (one.kind === 'link' && one.change === 'missing') return one.computed;
  return one.kind === 'setting' && one.computed?.setting === 'up' && one.computed.value === 'true'
    ? one.computed.owner
    : undefined;
}

const portOf = (link: Link) => ('port' in link ? link.port : undefined);

function leftovers(differences: readonly Difference[], ownerOf: OwnerOf): Finding[] {
  const byOwner = new Map<string, Difference[]>();
  for (const one of differences) {
    const owner = one.change === 'missing' ? undefined : ownerOf(one);
    if (owner) addTo(byOwner, `${one.host} ${owner}`, one);
  }
  return [...byOwner].map(([key, some]) => {
    const [host, owner] = key.split(' ') as [string, string];
    const entries = [...new Set(some.map(({ kind, key: of }) => `${kind} ${of}`))];
    return { code: 'left-over', host, owner, entries };
  });
}
