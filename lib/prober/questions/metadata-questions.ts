/** Whether the cloud's metadata service gives its secrets away here: a node's role has its keys there. */
import type { Question } from './question';
import type { ProbeSettings } from './settings';

/** Where EC2 serves an instance's metadata (and other clouds theirs). */
const address = '169.254.169.254';
/** Id of a cloud's metadata service. */
export const metadataId = `metadata:${address}`;

/** Time for each of the two requests, in milliseconds: the service is on the node's own machine. */
const timeoutMs = 2000;

/** Asked of the node as well: where the service does not even answer there, nothing is blocked. */
export function metadataQuestions({ metadata }: ProbeSettings): Question[] {
  if (!metadata) return [];
  return [
    {
      asked: 'metadata/blocked',
      to: metadataId,
      family: 'ipv4',
      protocol: 'tcp',
      answer: async () =>
        (await givesAway(`http://${address}`))
          ? { reachable: true, answeredBy: metadataId }
          : { reachable: false, failure: { code: 'withheld' } },
    },
  ];
}

/**
 * Whether data can be had: without a token (IMDSv1), or by a token (IMDSv2), which travels as many hops as the node's hop
 * limit says. The token lives for a second, is not read, and goes nowhere.
 */
export async function givesAway(service: string): Promise<boolean> {
  const open = await ask(`${service}/latest/meta-data/`, { method: 'GET' });
  if (open) return true;
  const headers = { 'X-aws-ec2-metadata-token-ttl-seconds': '1' };
  return ask(`${service}/latest/api/token`, { method: 'PUT', headers });
}

async function ask(url: string, request: RequestInit): Promise<boolean> {
  try {
    const { ok, body } = await fetch(url, {
      ...request,
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await body?.cancel();
    return ok;
  } catch {
    return false; // no answer, or none in time
  }
}
