/** How soon a new pod is answered: the first thing that its program does is to ask. */
import type { Family } from '../../net';
import { familyOf } from '../../net/family';
import { udpSocket } from '../../prober/endpoint';
import type { Place } from '../../prober/measure/ask';
import { paces } from '../../prober/measure/job/paces';
import { type FirstPacket, measureReportSchema } from '../../prober/measure/job/report';

/** After that time nobody answers, in milliseconds. */
const patienceMs = 30_000;

/** Asks a measuring server over and over, until it answers the first time. @param begunMs when this program began, by its clock */
export async function firstPacket(
  server: Place,
  node: string,
  begunMs = performance.timeOrigin,
): Promise<FirstPacket> {
  const answeredMs = await answered(server, familyOf(server.address));
  return {
    ...{ report: 'first-packet', schema: measureReportSchema, node, begunMs },
    ...(answeredMs === undefined ? {} : { answeredMs }),
  };
}

function answered({ address, port }: Place, family: Family): Promise<number | undefined> {
  return new Promise((resolve) => {
    const socket = udpSocket(family);
    // What cannot be sent yet is what this is about: a route may be missing, or a policy.
    const ask = () => socket.send('?', port, address, () => {});
    const asking = setInterval(ask, paces.first);
    const end = (found?: number) => {
      clearInterval(asking);
      clearTimeout(patience);
      socket.close();
      resolve(found);
    };
    const patience = setTimeout(end, patienceMs);
    socket.on('error', () => {});
    socket.on('message', () => end(performance.timeOrigin + performance.now()));
    ask();
  });
}
