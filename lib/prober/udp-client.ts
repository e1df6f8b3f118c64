import type dgram from 'node:dgram';
import type { Family } from '../net';
import type { ProbeEndpoint } from './endpoint';
import { type Observation, sinceMs } from './observation';
import { parseUdpAnswer, udpRequest } from './protocol';
import { afterWaiting } from './waiting';

/** How often a datagram is sent before it counts as lost, and how long each time to wait. */
export interface Patience {
  readonly tries: number;
  readonly waitMs: number;
}

/** Bytes of IP and UDP headers in front of a datagram. */
export const udpHeaders: Readonly<Record<Family, number>> = { ipv4: 28, ipv6: 48 };

/** The kernel's answer to a packet that is larger than its own link or route takes. */
export const tooBigHere = 'EMSGSIZE';

/** Sends numbered datagrams from one endpoint and pairs them with their answers. */
export class UdpClient {
  private readonly socket: dgram.Socket;
  private readonly waiting = new Map<number, (observation: Observation) => void>();
  private next = 1;

  constructor(
    endpoint: ProbeEndpoint,
    private readonly family: Family,
  ) {
    this.socket = endpoint.enter(() => endpoint.sockets.openUdp(family));
    this.socket.on('message', (text) => this.settle(text.toString('latin1')));
    this.socket.on('error', () => {}); // errors of a single datagram come with its send
  }

  /** One exchange, the request as an IP packet of that many bytes. Never throws. */
  async probe(address: string, port: number, patience: Patience, bytes = 0): Promise<Observation> {
    let last: Observation = { reachable: false, error: 'never sent' };
    for (let attempt = 0; attempt < patience.tries; attempt++) {
      last = await this.exchange(address, port, bytes, patience.waitMs);
      if (last.reachable || last.error === tooBigHere) return last;
    }
    return last;
  }

  close(): void {
    this.socket.close();
  }

  private exchange(address: string, port: number, bytes: number, waitMs: number): Promise<Observation> {
    return new Promise((resolve) => {
      const number = this.next++;
      const started = process.hrtime.bigint();
      const finish = (observation: Observation) => {
        stopWaiting();
        this.waiting.delete(number);
        resolve(observation.reachable ? { ...observation, rttMs: sinceMs(started) } : observation);
      };
      const stopWaiting = afterWaiting(waitMs, () =>
        finish({ reachable: false, error: `no answer within ${waitMs} ms` }),
      );
      this.waiting.set(number, finish);
      const request = udpRequest(number, bytes - udpHeaders[this.family]);
      this.socket.send(request, port, address, (error) => {
        if (error)
          finish({ reachable: false, error: (error as NodeJS.ErrnoException).code ?? error.message });
      });
    });
  }

  private settle(text: string): void {
    const answer = parseUdpAnswer(text);
    if (answer)
      this.waiting.get(answer.number)?.({
        reachable: true,
        answeredBy: answer.answeredBy,
        source: answer.source,
      });
  }
}
