/** What is wrong with the cluster's name servers, while packets to them and other Services pass. */
import { behindService, dnsService } from '../check';
import type { FilterRule } from '../datapath';
import type { Fault } from './fault';
import type { Scene } from './scene';

/** How late answers come, in milliseconds: within the time that those who ask wait. */
const lateMs = 1500;

/** Part of all questions that gets lost. */
const lostShare = 0.05;

const dnsSlow: Fault = {
  name: 'dns-slow',
  about: "the cluster's name servers answer, and late",
  diagnosis: 'dns-slow',
  apply(scene) {
    if (nameServers(scene).length === 0) return undefined;
    return {
      what: `the name servers answer ${lateMs} ms late`,
      datapath: { ...scene.datapath, namesLateMs: lateMs },
    };
  },
};

const dnsLosing: Fault = {
  name: 'dns-losing',
  about: "one of twenty questions to the cluster's name servers gets lost",
  diagnosis: 'dns-losing',
  random: true,
  apply(scene) {
    const servers = nameServers(scene);
    const [first] = servers;
    if (!first) return undefined;
    const share = lostShare * servers.length;
    const percent = Math.round(share * 100);
    const rules = scene.plan.families.map(
      (family): FilterRule => ({
        ...{ family, hook: 'prerouting', protocol: 'udp', port: 53, share },
        comment: `loss ${percent}% of udp dport 53`,
      }),
    );
    return {
      what: `${first.id}, one of ${servers.length} name servers, loses ${percent} % of the questions that reach it by UDP`,
      datapath: scene.edit(first.host, ({ filters }) => ({ filters: [...filters, ...rules] })),
    };
  },
};

function nameServers({ datapath }: Scene) {
  const { hosts, endpoints } = datapath;
  const behind = behindService(datapath, dnsService);
  return hosts.some((host) => host.services) ? endpoints.filter(({ id }) => behind.includes(id)) : [];
}

/** Faults of cluster DNS. */
export const nameFaults: readonly Fault[] = [dnsSlow, dnsLosing];
