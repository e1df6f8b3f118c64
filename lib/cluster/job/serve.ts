import { writeFileSync } from 'node:fs';
import type { Family } from '../../net';
import { type ProbeServer, probePort, serve } from '../../prober';
import { type OwnPlace, ownEndpoint } from '../../prober/questions/own-place';
import { endpointIds, guardedPortOffsets, type ServerRole } from '../../prober/questions/settings';

/**
 * Serves until it is ended.
 * @param readyFile is written when all servers listen, for a readiness probe that needs no network
 * @throws Error that says which address could not be listened on
 */
export async function serveForever(
  role: ServerRole,
  place: OwnPlace,
  readyFile: string | undefined,
): Promise<void> {
  const ports = role === 'guarded' ? guardedPortOffsets.map((offset) => probePort + offset) : [probePort];
  const servers = await listen(endpointIds[role](place.node), place.ips, ports);
  if (readyFile) writeFileSync(readyFile, '');
  const end = () => {
    for (const server of servers) server.close();
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}

/** @throws Error that says which address could not be listened on */
export async function listen(
  id: string,
  ips: readonly string[],
  ports: readonly number[],
): Promise<ProbeServer[]> {
  const endpoint = ownEndpoint(id, ips);
  const places = (Object.keys(endpoint.address) as Family[]).flatMap((family) =>
    ports.map((port) => ({ family, port })),
  );
  const servers = await Promise.all(places.map(({ family, port }) => serve(endpoint, family, port)));
  servers.forEach(({ failure }, i) => {
    const { family, port } = places[i]!;
    if (failure)
      throw new Error(`${id} cannot listen on ${endpoint.address[family]} port ${port}: ${failure.reason}`);
  });
  return servers;
}
