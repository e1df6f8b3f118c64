/** Packets that the real state lets pass, and that do not arrive: lost where nobody could look. */
import { Explainer } from '../../check';
import { type Host, hopsOf } from '../../datapath';
import type { Gap } from '../../state';
import type { Pattern, Run } from '../diagnosis';

/** Failures whose way leads over the two places between which a packet was lost, or over the same part of the network. */
export const lostOnTheWay: Pattern = ({ state, failures, walks }: Run) => {
  const { lost, real, hosts = [] } = state ?? {};
  if (!lost || !real) return [];
  const explainer = new Explainer(real);
  const places = [lost.after, ...(lost.before ? [lost.before] : [])];
  const fabric = places.find(({ host }) => isFabric(walks.host(host)))?.host;
  const own = failures.filter((failure) => {
    if (explainer.fails(failure) !== false) return false;
    const hops = hopsOf(explainer.way(failure));
    return fabric === undefined
      ? places.every(({ host, link }) => hops.some((hop) => hop.host === host && hop.link === link))
      : hops.some(({ host }) => host === fabric);
  });
  const [first] = own;
  if (!first) return [];
  const isBetween = new Set(places.map(({ host }) => host)).size > 1;
  const unread = hosts.filter(
    ({ name, gaps }) => places.some(({ host }) => host === name) && gaps.some(isOfRules),
  );
  const { from, to } = first;
  return [
    {
      cause: {
        code: 'lost-on-the-way',
        ...lost,
        from,
        to,
        part: fabric !== undefined || isBetween ? 'fabric' : 'firewall',
        ...(unread.length > 0 && { unread: unread.map(({ name }) => name) }),
      },
      failures: own,
    },
  ];
};

const isOfRules = ({ of }: Gap) => of === 'nft' || of === 'iptables' || of === 'ebpf';
const isFabric = (host: Host | undefined) =>
  host !== undefined && host.role !== 'node' && host.role !== 'pod';
