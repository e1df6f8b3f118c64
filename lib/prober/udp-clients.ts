import type { Family } from '../net';
import type { ProbeEndpoint } from './endpoint';
import { UdpClient } from './udp-client';

/** UDP clients of any number of endpoints, each opened when it is first asked for. */
export class UdpClients {
  private readonly known = new Map<string, Promise<UdpClient>>();
  private straysOfClosed = 0;

  /** @throws Error with the kernel's code where there is no socket or port to be had */
  get(endpoint: ProbeEndpoint, family: Family): Promise<UdpClient> {
    const key = `${endpoint.id} ${family}`;
    const known = this.known.get(key);
    if (known) return known;
    const opening = UdpClient.open(endpoint, family);
    this.known.set(key, opening);
    opening.catch(() => this.known.delete(key)); // what is missing now may be there later
    return opening;
  }

  /** Asks from a socket, and so a port, that is opened for it and closed again. */
  async afresh<T>(
    endpoint: ProbeEndpoint,
    family: Family,
    ask: (client: UdpClient) => Promise<T>,
  ): Promise<T> {
    const client = await UdpClient.open(endpoint, family);
    try {
      return await ask(client);
    } finally {
      this.straysOfClosed += client.strays;
      client.close();
    }
  }

  /** Answers that reached a socket that had not asked for them: whoever had, missed them. */
  async strays(): Promise<number> {
    const open = await this.open();
    return open.reduce((sum, client) => sum + client.strays, this.straysOfClosed);
  }

  async close(): Promise<void> {
    for (const client of await this.open()) client.close();
  }

  private async open(): Promise<UdpClient[]> {
    const settled = await Promise.allSettled(this.known.values());
    return settled.flatMap((client) => (client.status === 'fulfilled' ? [client.value] : []));
  }
}
