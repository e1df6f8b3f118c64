import { addTo } from '../../base/lists';
import { type Difference, entryTexts } from '../../state';
import { partOf } from './part-of';

/** More would not be said. */
const mostGroups = 5;

/** Differences that are said together: those of one kind on one host, or the same on several; where these are too many, all of one kind. */
export function grouped(differences: readonly Difference[]): Difference[][] {
  const byEntry = new Map<string, Difference[]>();
  for (const one of differences) addTo(byEntry, sameText(one), one);
  const byHost = new Map<string, Difference[]>();
  for (const same of byEntry.values()) {
    const hosts = same.map(({ host }) => host).join();
    for (const one of same) addTo(byHost, `${hosts} ${kindOf(one)}`, one);
  }
  return byHost.size > mostGroups ? byKind(differences) : [...byHost.values()];
}

function byKind(differences: readonly Difference[]): Difference[][] {
  const groups = new Map<string, Difference[]>();
  for (const one of differences) addTo(groups, kindOf(one), one);
  return [...groups.values()];
}

/** Equal texts: the same entry, be it on another host. */
export const sameText = (one: Difference): string =>
  JSON.stringify([one.kind, one.change, one.key, entryTexts(one)]);

const kindOf = (one: Difference) => `${one.kind} ${one.change} ${partOf(one)}`;
