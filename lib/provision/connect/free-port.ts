import { createServer } from 'node:net';

/** A TCP port of 127.0.0.1 that nobody listens at now. Whoever takes it meanwhile is found out by the certificate. */
export function freePort(): Promise<number> {
  const server = createServer();
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
