/** `world`: what a run starts in the network between machines; nobody else calls it. */
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:https';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';

/** Adds the command. */
export function worldCommand(program: Command): void {
  program
    .command('world', { hidden: true })
    .argument('<given>', 'folder with server.key and server.crt')
    .argument('<folders...>', 'folders with files by host and path')
    .action((given: string, folders: readonly string[]) => {
      const key = readFileSync(join(given, 'server.key'));
      const server = serve({ key, cert: readFileSync(join(given, 'server.crt')) }, folders);
      server.listen(443, () => process.stdout.write('ready\n'));
      process.stdin.on('end', () => process.exit(0)).resume();
    });
}

/** Gives out files below HOST/PATH of the first folder that has them. */
function serve(secrets: { readonly key: Buffer; readonly cert: Buffer }, folders: readonly string[]): Server {
  return createServer(secrets, async ({ headers, url = '/', method }, response) => {
    const path = decodeURIComponent(new URL(url, 'https://any').pathname); // it has no `..` any more
    const host = /^[\w.-]+/.exec(headers.host ?? '')?.[0] ?? 'none';
    const file = folders
      .map((folder) => join(folder, host, path))
      .find((one) => existsSync(one) && statSync(one).isFile());
    const status = file ? 200 : path === '/v2/' ? 401 : 404; // a registry asks for a token first
    process.stderr.write(`${method} ${host}${path} ${status}\n`);
    if (!file) return void response.writeHead(status).end();
    response.writeHead(200, { 'content-length': statSync(file).size });
    if (method === 'HEAD') return void response.end();
    await pipeline(createReadStream(file), response).catch(() => response.destroy());
  });
}
