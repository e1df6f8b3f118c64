import { named } from '../../base/lists';
import type { WordsOf } from './cause-words';
import type { LostCause } from './lost-cause';

/** The words for it. */
export const lostWords: WordsOf<LostCause> = {
  'lost-on-the-way': ({ after, before, from, to, part, unread = [] }) => ({
    cause: `The kernels' state, as it was read, lets packets from ${from} to ${to} pass, and they do not arrive: one was seen on ${after.host} ${after.link}, and not ${before ? `on ${before.host} ${before.link}` : 'delivered'}`,
    remedy: remedyText(part, after.host, unread),
  }),
};

function remedyText(part: LostCause['part'], host: string, unread: readonly string[]): string {
  if (unread.length > 0)
    return `Look at the rules of ${named(unread, ' and ')} that could not be read, such as those for frames: nft list ruleset`;
  return part === 'fabric'
    ? 'Look at what is between the two: the cable or card, the switch, hypervisor, or the security groups of the cloud'
    : `Look on ${host} at what was not read: eBPF programs (bpftool net), queues (tc -s qdisc)`;
}
