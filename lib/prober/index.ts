/** Finds out what really arrives: servers that tell whom they saw, clients that ask them. Knows no target. */
export { type Again, triesAgain } from './again';
export { type ProbeEndpoint, plainSockets, type SocketMaker, udpSocket } from './endpoint';
export { localError } from './local-error';
export { notAsked, type Observation, type SizeObservation } from './observation';
export { defaultPace, type Pace, paced } from './pace';
export { pathMtu, udpLost } from './path-mtu';
export { type Probe, Prober, tcpTimeoutMs, udpPatience } from './prober';
export { probePort } from './protocol';
export { type ProbeServer, serve } from './server';
export { tcpProbe } from './tcp-probe';
export { type Patience, tooBigHere, UdpClient } from './udp-client';
export { UdpClients } from './udp-clients';
export { afterWaiting } from './waiting';
