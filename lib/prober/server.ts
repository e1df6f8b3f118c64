import net from 'node:net';
import type { Family } from '../net';
import { probePort } from '../net/protocol';
import { type ProbeEndpoint, udpSocket } from './endpoint';
import { listen, type ProbeServer } from './listen';
import { tcpAnswer, udpAnswer } from './protocol';

/** Says who is asked, and whom it sees ask, on one of the endpoint's own addresses, over TCP and UDP, and on no other. */
export function serve(endpoint: ProbeEndpoint, family: Family, port = probePort): Promise<ProbeServer> {
  const tcp = net.createServer((socket) => {
    socket.on('error', () => {}); // a client that went away is the client's to report
    socket.end(tcpAnswer(endpoint.id, socket.remoteAddress ?? '?'));
  });
  const udp = udpSocket(family);
  udp.on('message', (request, sender) => {
    const answer = udpAnswer(request, endpoint.id, sender.address);
    if (answer) udp.send(answer, sender.port, sender.address, () => {});
  });
  return listen(endpoint, family, port, { tcp, udp });
}
