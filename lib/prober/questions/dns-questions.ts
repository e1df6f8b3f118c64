/** Names of Services, asked of the name server that this pod is given. */
import { Resolver } from 'node:dns/promises';
import { readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import type { Family } from '../../net';
import { askSeries } from '../dns/series';
import { askBoth } from './ask-both';
import type { Standpoint } from './pair-questions';
import type { Question } from './question';
import { serviceNames } from './settings';

/** How long one question to the cluster's DNS waits, in milliseconds; it is asked once. */
const timeoutMs = 2000;
/**
 * How long a wrong answer is given to come right, in milliseconds: name servers keep answers, by default for 30 s, and an
 * earlier run's Services had the same names. CoreDNS, plugins cache and kubernetes.
 */
const patienceMs = 35_000;
const pauseMs = 1000;
/** Answers that say "no such name": kept likewise. */
const noSuchName = new Set(['ENOTFOUND', 'ENODATA']);

/** Looks up a Service's addresses by its name. */
export type LookUp = (service: string, family: Family) => Promise<string[]>;

/** Questions for the addresses of Services' names. */
export function dnsQuestions({ directory }: Pick<Standpoint, 'directory'>): Question[] {
  return [serviceNames.clusterIp, serviceNames.headless].flatMap((name) =>
    directory.families.map(
      (family): Question => ({
        asked: 'dns',
        to: `dns:${name}`,
        family,
        answer: async () => {
          const addresses = await lastAnswer(name, family, directory.namedBy(name, family));
          const fullName = nameInCluster(name);
          const series = await askSeries(() => askBoth(fullName), family, addresses);
          return { reachable: series.failure === undefined, ...series };
        },
      }),
    ),
  );
}

/**
 * Asks until the answer is the right one, or has been wrong for so long that no cache explains it.
 * @throws Error where no name server answers, or none knows the name
 */
export async function lastAnswer(
  service: string,
  family: Family,
  right: readonly string[],
  lookUp: LookUp = lookUpInCluster,
  patience = { patienceMs, pauseMs },
): Promise<string[]> {
  const deadline = performance.now() + patience.patienceMs;
  for (;;) {
    const late = performance.now() >= deadline;
    try {
      const addresses = await lookUp(service, family);
      if (late || `${addresses}` === `${right}`) return addresses;
    } catch (error) {
      if (late || !noSuchName.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    }
    await setTimeout(patience.pauseMs);
  }
}

/** Asks the name server of the pod's own resolv.conf for the full name. @throws Error that says which */
async function lookUpInCluster(service: string, family: Family): Promise<string[]> {
  const resolver = new Resolver({ timeout: timeoutMs, tries: 1 });
  const name = nameInCluster(service);
  const addresses = family === 'ipv4' ? await resolver.resolve4(name) : await resolver.resolve6(name);
  return addresses.sort();
}

/** The full name of a Service of this namespace. @throws Error where resolv.conf has no domain of a cluster */
function nameInCluster(service: string): string {
  const domain = searchDomain(readFileSync('/etc/resolv.conf', 'utf8'));
  if (!domain) throw new Error('/etc/resolv.conf has no search domain of a cluster');
  return `${service}.${domain}`;
}

/** `NAMESPACE.svc.cluster.local`, the first search domain of a pod. */
export function searchDomain(resolvConf: string): string | undefined {
  const domains = /^search\s+(.*)$/m.exec(resolvConf)?.[1]?.trim().split(/\s+/) ?? [];
  return domains.find((domain) => /^[^.]+\.svc\./.test(domain));
}
