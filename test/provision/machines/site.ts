/** The way out of the machines' network, where there is no other: see sshd/site.js. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TestMachines } from './sshd';

/** A proxy and a mirror that stand. */
export interface Site {
  /** The certificate of all that is behind the proxy. */
  readonly ca: string;
  /** What they were asked since the last call. */
  asked(): readonly string[];
  /** The proxy answers with this status in place of everybody; 0: no longer. */
  refuse(status: number): Promise<void>;
  end(): Promise<void>;
}

export const proxy = 'http://10.77.0.1:3128';
export const mirror = 'http://10.77.0.1:8080';

/** Starts both beside the machines. @param names hosts that are behind the proxy */
export async function startSite({ folder, network }: TestMachines, names: readonly string[]): Promise<Site> {
  const [key, cert] = [join(folder, 'site.key'), join(folder, 'site.crt')];
  const made = [
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    key,
    '-out',
    cert,
    '-subj',
    '/CN=site',
  ];
  const altNames = `subjectAltName=${names.map((name) => `DNS:${name}`).join(',')}`;
  execFileSync('openssl', [...made, '-days', '2', '-addext', altNames], { stdio: 'ignore' });
  const script = join(__dirname, 'sshd/site.js');
  const child = spawn('nsenter', ['--target', `${network}`, '--net', process.execPath, script, key, cert], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let lines: string[] = [];
  child.stdout.on('data', (text) => lines.push(...`${text}`.trim().split('\n')));
  const said = async (line: string) => {
    while (!lines.includes(line)) await new Promise((wake) => setTimeout(wake, 20));
  };
  await said('ready');
  return {
    ca: readFileSync(cert, 'utf8'),
    asked: () => {
      const asked = lines.filter((line) => !/^(ready|refusal)/.test(line));
      lines = [];
      return asked;
    },
    refuse: async (status) => {
      child.stdin.write(`${status}\n`);
      await said(`refusal ${status}`);
    },
    end: async () => {
      child.stdin.end();
      await once(child, 'close');
    },
  };
}
