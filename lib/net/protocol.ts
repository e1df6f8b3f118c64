/** Transport protocols that packets and probes use, in the order in which they are tried and shown. */
export const protocols = ['tcp', 'udp'] as const;
/** One of them. */
export type Protocol = (typeof protocols)[number];

/** Where probes are answered, over all protocols. @default outside the ranges of NodePorts and of usual services */
export const probePort = 27_431;

/** Where it is measured, over all protocols: next to the ports of probes. */
export const measurePort = probePort + 3;

/** Where measuring servers listen too, and a policy lets no new pod out to. */
export const forbiddenMeasurePort = measurePort + 1;

/** Where the server of another measuring program listens, over TCP. */
export const enginePort = measurePort + 2;

/** Where name servers listen (RFC 1035 §4.2). */
export const dnsPort = 53;
