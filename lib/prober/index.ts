/** Finds out what really arrives: servers that say whom they saw, clients that ask them. Knows no target. */

export { dnsPort, probePort } from '../net/protocol';
export { type Again, triesAgain } from './again';
export type { NameObservation } from './dns/ask-for-name';
export type { Names } from './dns/names';
export { type ProbeEndpoint, plainSockets, type SocketMaker, udpSocket } from './endpoint';
export { failureOf, type Lack, type LocalErrorCode, type ProbeFailure, type SingleFailure } from './failure';
export type { ProbeServer } from './listen';
export { localError } from './local-error';
export { notAsked, type Observation, type SizeObservation } from './observation';
export { defaultPace, type Pace, paced } from './pace';
export { pathMtu } from './path-mtu';
export { tcpTimeoutMs, udpPatience } from './patience';
// Its class is taken from its file: the Jobs' program takes its parts from here, and serves no names.
export type { Probe, ProbeResult, Prober, ServerLack } from './prober';
export { serve } from './server';
export { tcpProbe } from './tcp-probe';
export { tlsProbe } from './tls-probe';
export { isTooBig, type Patience, UdpClient } from './udp-client';
export { UdpClients } from './udp-clients';
export { afterWaiting } from './waiting';
