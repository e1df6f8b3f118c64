import net from 'node:net';
import type { Family } from '../../net';
import { dnsPort } from '../../net/protocol';
import { type ProbeEndpoint, udpSocket } from '../endpoint';
import { listen, type ProbeServer } from '../listen';
import { framed, Unframed } from './framing';
import { answeredMessage, readQuestion } from './message';
import type { Names } from './names';

/** Answers for these names on one of the endpoint's own addresses, over UDP and TCP, and says of all others that there is none. */
export function serveNames(
  endpoint: ProbeEndpoint,
  family: Family,
  names: Names,
  port = dnsPort,
): Promise<ProbeServer> {
  const udp = udpSocket(family);
  udp.on('message', (message, { port, address }) => {
    const answer = answerTo(message, names);
    if (answer) inTime(names, () => udp.send(answer, port, address, () => {}));
  });
  const tcp = net.createServer((socket) => {
    const messages = new Unframed();
    socket.on('error', () => {}); // a client that went away is the client's to report
    socket.on('data', (chunk) => {
      for (const message of messages.add(chunk)) {
        const answer = answerTo(message, names);
        if (answer) inTime(names, () => socket.write(framed(answer)));
        else socket.destroy();
      }
    });
  });
  return listen(endpoint, family, port, { tcp, udp });
}

/** Answers at once, or late; not when nobody asks any more. */
function inTime({ lateMs }: Names, answer: () => void): void {
  if (lateMs === undefined) answer();
  else setTimeout(answer, lateMs).unref();
}

function answerTo(message: Buffer, { known }: Names): Buffer | undefined {
  const question = readQuestion(message);
  if (!question) return undefined;
  const found = Object.hasOwn(known, question.name) ? known[question.name] : undefined;
  return answeredMessage(question, found && (found[question.family] ?? []));
}
