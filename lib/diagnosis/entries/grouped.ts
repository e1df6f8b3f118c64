import { addTo, groupBy } from '../../base/lists';
import { type Difference, sameText } from '../../state';
import { partOf } from './part-of';

/** More would not be said. */
const mostGroups = 5;

/** Differences that are said together: those of one kind on one host, or the same on several; where these are too many, all of one kind. */
export function grouped(differences: readonly Difference[]): Difference[][] {
  const byEntry = groupBy(differences, sameText);
  const byHost = new Map<string, Difference[]>();
  for (const same of byEntry.values()) {
    const hosts = same.map(({ host }) => host).join();
    for (const one of same) addTo(byHost, `${hosts} ${kindOf(one)}`, one);
  }
  return [...(byHost.size > mostGroups ? groupBy(differences, kindOf) : byHost).values()];
}

const kindOf = (one: Difference) => `${one.kind} ${one.change} ${partOf(one)}`;
