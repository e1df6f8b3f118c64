import type { Datapath, Host } from '../../datapath';
import type { Difference, EntryKind } from '../diff/difference';
import { kindsByName } from '../diff/kinds';
import type { DiffKind } from '../diff/kinds/kind';
import { certain } from './certain';

/** The computed state with one difference in it, as if nothing else were other than computed, and chance let it act. */
export function withDifference(computed: Datapath, difference: Difference): Datapath {
  const { computed: from, real: to } = certain(difference);
  return edited(computed, difference, from, to);
}

/** The real state without one difference, as if that alone were mended. */
export function withoutDifference(real: Datapath, difference: Difference): Datapath {
  return edited(real, difference, difference.real, difference.computed);
}

type Entry = Difference['computed'];

function edited(datapath: Datapath, difference: Difference, from: Entry, to: Entry): Datapath {
  const kind = kindsByName[difference.kind] as unknown as DiffKind<EntryKind>;
  const change = (host: Host) =>
    host.name === difference.host ? kind.replace(host, from ?? undefined, to ?? undefined) : host;
  return { ...datapath, hosts: datapath.hosts.map(change) };
}
