/** Finds out what really arrives: servers that tell whom they saw, clients that ask them. Knows no target. */
export { type ProbeEndpoint, plainSockets, type SocketMaker, udpSocket } from './endpoint';
export type { Observation, SizeObservation } from './observation';
export { type Probe, Prober } from './prober';
export { probePort } from './protocol';
