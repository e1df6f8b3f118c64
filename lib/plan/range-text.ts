import type { Plan } from './plan';

/** What is shown in place of a node's share where the node has none, or its CNI does not go by it. */
export const notByShare = 'not by share';

/** Said of a range that is known no better than by the addresses that were seen on a running cluster. */
export const aroundSeen = 'around what was seen';

/** Address and port, as URLs have them. */
export function endpointText({ address, port }: Plan['apiEndpoint']): string {
  return address.family === 'ipv4' ? `${address}:${port}` : `[${address}]:${port}`;
}
