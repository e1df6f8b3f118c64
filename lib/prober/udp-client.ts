import { randomInt } from 'node:crypto';
import type dgram from 'node:dgram';
import type { Family } from '../net';
import type { ProbeEndpoint } from './endpoint';
import { failureOf } from './failure';
import { localError } from './local-error';
import { notAsked, type Observation, sinceMs } from './observation';
import { parseUdpAnswer, udpRequest } from './protocol';
import { afterWaiting } from './waiting';

/** How often a datagram is sent before it counts as lost, and how long each time to wait. */
export interface Patience {
  readonly tries: number;
  readonly waitMs: number;
}

/** Bytes of IP and UDP headers in front of a datagram. */
export const udpHeaders: Readonly<Record<Family, number>> = { ipv4: 28, ipv6: 48 };

/** Whether the sender's own kernel took no packet of that size. */
export const isTooBig = ({ failure }: Pick<Observation, 'failure'>): boolean => failure?.code === 'too-big';

/** Where a socket reaches itself: the loopback is there whatever happens to other links. */
const loopback: Readonly<Record<Family, string>> = { ipv4: '127.0.0.1', ipv6: '::1' };
const greeting = { tries: 3, waitMs: 250 };

/** Numbers of ten digits. Each client begins somewhere else: an answer that strays to another one fits none of its own. */
const numbers = [1_000_000_000, 4_000_000_000] as const;

/** A question that is not answered yet: whom it went to, and what ends it. */
interface Waiting {
  readonly address: string;
  readonly finish: (observation: Observation) => void;
}

/** Sends numbered datagrams from one endpoint and pairs them with their answers. */
export class UdpClient {
  /** Answers to questions that this client never asked: somebody else's, who waits for them in vain. */
  strays = 0;
  private readonly socket: dgram.Socket;
  private readonly waiting = new Map<number, Waiting>();
  private readonly first = randomInt(...numbers);
  private next = this.first;
  /** Hears of the datagram that this client sent to itself. */
  private heard: ((text: string) => void) | undefined;

  /** @throws Error with the kernel's code where there is no socket or port to be had */
  constructor(
    endpoint: ProbeEndpoint,
    private readonly family: Family,
  ) {
    this.socket = endpoint.enter(() => endpoint.sockets.openUdp(family));
    this.socket.on('message', (text, { address }) => this.settle(text.toString('latin1'), address));
    this.socket.on('error', () => {}); // errors of a single datagram come with its send
  }

  /**
   * A client that hears what is sent to its port, which it tries by a datagram to itself. A socket that shares its port
   * with another one may hear nothing, and each silence would pass for a packet that the network lost. Where none hears
   * itself, the loopback is down or filtered, and the last one is as good as any.
   * @throws Error as the constructor does
   */
  static async open(endpoint: ProbeEndpoint, family: Family): Promise<UdpClient> {
    for (let attempt = 1; ; attempt++) {
      const client = new UdpClient(endpoint, family);
      if ((await client.hearsItself()) || attempt === greeting.tries) return client;
      client.close();
    }
  }

  /** One exchange, the request as an IP packet of that many bytes. Never throws. */
  async probe(address: string, port: number, patience: Patience, bytes = 0): Promise<Observation> {
    let last: Observation = { reachable: false };
    for (let attempt = 0; attempt < patience.tries; attempt++) {
      last = await this.exchange(address, port, bytes, patience.waitMs);
      if (last.reachable || isTooBig(last)) return last;
    }
    return last;
  }

  close(): void {
    this.socket.close();
  }

  private hearsItself(): Promise<boolean> {
    return new Promise((resolve) => {
      const request = udpRequest(this.next++, 0);
      const finish = (heard: boolean) => {
        stopWaiting();
        this.heard = undefined;
        resolve(heard);
      };
      const stopWaiting = afterWaiting(greeting.waitMs, () => finish(false));
      this.heard = (text) => text === request.toString('latin1') && finish(true);
      this.socket.send(request, this.socket.address().port, loopback[this.family], (error) => {
        if (error) finish(false);
      });
    });
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
        finish({ reachable: false, failure: { code: 'no-answer', afterMs: waitMs } }),
      );
      this.waiting.set(number, { address, finish });
      const request = udpRequest(number, bytes - udpHeaders[this.family]);
      this.socket.send(request, port, address, (error) => {
        if (error) finish(unsent(error));
      });
    });
  }

  /** An answer from an address that was not asked is none: no connected socket, and no resolver, would take it. */
  private settle(text: string, from: string): void {
    const answer = parseUdpAnswer(text);
    if (!answer) {
      this.heard?.(text);
      return;
    }
    const { number, answeredBy, source } = answer;
    if (number < this.first || number >= this.next) this.strays += 1;
    const question = this.waiting.get(number);
    if (question?.address === from) question.finish({ reachable: true, answeredBy, source });
  }
}

function unsent(error: NodeJS.ErrnoException): Observation {
  const code = localError(error);
  if (code) return notAsked({ code });
  return { reachable: false, failure: error.code === 'EMSGSIZE' ? { code: 'too-big' } : failureOf(error) };
}
