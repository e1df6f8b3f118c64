import { randomInt } from 'node:crypto';
import type { Family, Protocol } from '../../net';
import { connectNow, type ProbeEndpoint } from '../endpoint';
import { failureOf, type SingleFailure } from '../failure';
import { localConnectError, localError } from '../local-error';
import { sinceMs } from '../observation';
import { afterWaiting } from '../waiting';
import { framed, Unframed } from './framing';
import { askedMessage, readAnswer } from './message';
import { answerTimeoutMs, type Round, type RoundAnswer } from './series';

/** A name server, by the address and port that it is asked at. */
export interface NameServerAt {
  readonly address: string;
  readonly port: number;
}

/** A socket or connection of one round. */
interface Wire {
  close(): void;
}

/** Hears of answers, and of what keeps all of them from coming. */
interface Ears {
  readonly message: (message: Buffer) => void;
  readonly broken: (failure: SingleFailure) => void;
  /** The machine that asks lacks something. */
  readonly lacking: (error: Error) => void;
}

const families = ['ipv4', 'ipv6'] as const;

/**
 * Asks for the A and the AAAA records of a full name at once, each once, from a socket or connection of the round's own.
 * @throws Error with the kernel's code where there is no socket or port to be had
 */
export function askFrom(
  endpoint: ProbeEndpoint,
  server: NameServerAt,
  name: string,
  protocol: Protocol,
): Promise<Round> {
  return new Promise((resolve, reject) => {
    const first = randomInt(0xffff); // the other one has the next number
    const questions = families.map((family, i) => askedMessage({ id: first + i, name, family }));
    const started = process.hrtime.bigint();
    const answers: Partial<Record<Family, RoundAnswer>> = {};
    const end = (act: () => void) => {
      stopWaiting();
      wire.close();
      act();
    };
    const broken = (lost: SingleFailure) => {
      const silent: RoundAnswer = { ms: sinceMs(started), lost };
      end(() => resolve({ ipv4: silent, ipv6: silent, ...answers }));
    };
    const stopWaiting = afterWaiting(answerTimeoutMs, () =>
      broken({ code: 'no-answer', afterMs: answerTimeoutMs }),
    );
    const message = (text: Buffer) => {
      const answer = readAnswer(text, name);
      if (!answer || answer.id !== first + families.indexOf(answer.family)) return;
      answers[answer.family] ??= { ms: sinceMs(started), addresses: answer.addresses };
      const { ipv4, ipv6 } = answers;
      if (ipv4 && ipv6) end(() => resolve({ ipv4, ipv6 }));
    };
    const ears: Ears = { message, broken, lacking: (error) => end(() => reject(error)) };
    const open = protocol === 'udp' ? overUdp : overTcp;
    let wire: Wire = { close: () => {} };
    try {
      wire = open(endpoint, server, questions, ears);
    } catch (error) {
      ears.lacking(error as Error);
    }
  });
}

function overUdp(
  endpoint: ProbeEndpoint,
  { address, port }: NameServerAt,
  questions: readonly Buffer[],
  ears: Ears,
): Wire {
  const socket = endpoint.enter(() => endpoint.sockets.openUdp(address.includes(':') ? 'ipv6' : 'ipv4'));
  const failed = (error: Error) => (localError(error) ? ears.lacking(error) : ears.broken(failureOf(error)));
  let open = true;
  socket.on('error', () => {}); // errors of a single datagram come with its send
  // An answer from an address that was not asked is none: no resolver would take it.
  socket.on('message', (text, from) => from.address === address && ears.message(text));
  for (const question of questions)
    socket.send(question, port, address, (error) => {
      if (error && open) failed(error);
    });
  return {
    close: () => {
      open = false;
      socket.close();
    },
  };
}

function overTcp(
  endpoint: ProbeEndpoint,
  { address, port }: NameServerAt,
  questions: readonly Buffer[],
  ears: Ears,
): Wire {
  const socket = endpoint.enter(() => connectNow(address, port));
  const messages = new Unframed();
  socket.on('data', (chunk) => messages.add(chunk).forEach(ears.message));
  socket.on('error', (error) =>
    localConnectError(error, address) ? ears.lacking(error) : ears.broken(failureOf(error)),
  );
  socket.on('end', () => ears.broken({ code: 'system', errno: 'ECONNRESET' }));
  socket.write(Buffer.concat(questions.map(framed)));
  return {
    close: () => {
      socket.removeAllListeners();
      socket.on('error', () => {});
      socket.destroy();
    },
  };
}
