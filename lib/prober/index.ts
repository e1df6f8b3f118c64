/** Finds out what really arrives: servers that say whom they saw, clients that ask them. Knows no target. */

export { probePort } from '../net/protocol';
export { type Again, triesAgain } from './again';
export type { NameObservation } from './dns/ask-for-name';
export { dnsPort } from './dns/name-server';
export type { Names } from './dns/names';
export { type ProbeEndpoint, plainSockets, type SocketMaker, udpSocket } from './endpoint';
export { failureOf, type Lack, type LocalErrorCode, type ProbeFailure, type SingleFailure } from './failure';
export type { ProbeServer } from './listen';
export { localError } from './local-error';
export { notAsked, type Observation, type SizeObservation } from './observation';
export { defaultPace, type Pace, paced } from './pace';
export { pathMtu } from './path-mtu';
export { type Probe, type ProbeResult, Prober, type ServerLack, tcpTimeoutMs, udpPatience } from './prober';
export { serve } from './server';
export { tcpProbe } from './tcp-probe';
export { tlsProbe } from './tls-probe';
export { isTooBig, type Patience, UdpClient } from './udp-client';
export { UdpClients } from './udp-clients';
export { afterWaiting } from './waiting';
