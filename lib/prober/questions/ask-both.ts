import { Resolver } from 'node:dns/promises';
import { answerTimeoutMs, type Round, type RoundAnswer } from '../dns/series';
import { failureOf } from '../failure';
import { sinceMs } from '../observation';

/** Answers that say that there is no such name, or no address of the family. */
const saysNone = new Set(['ENOTFOUND', 'ENODATA']);

/**
 * Asks for the A and the AAAA records of a full name at once, each once, from a socket of the round's own.
 * @param servers the name servers, as Resolver.setServers takes them. @default those of resolv.conf
 */
export async function askBoth(name: string, servers?: readonly string[]): Promise<Round> {
  const resolver = new Resolver({ timeout: answerTimeoutMs, tries: 1 });
  if (servers) resolver.setServers(servers);
  const [ipv4, ipv6] = await Promise.all([
    timed(() => resolver.resolve4(name)),
    timed(() => resolver.resolve6(name)),
  ]);
  return { ipv4, ipv6 };
}

async function timed(ask: () => Promise<string[]>): Promise<RoundAnswer> {
  const started = process.hrtime.bigint();
  try {
    const addresses = await ask();
    return { ms: sinceMs(started), addresses: addresses.sort() };
  } catch (error) {
    const ms = sinceMs(started);
    return saysNone.has(`${(error as NodeJS.ErrnoException).code}`)
      ? { ms, addresses: [] }
      : { ms, lost: failureOf(error) };
  }
}
