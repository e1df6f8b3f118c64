import { readFileSync, writeFileSync } from 'node:fs';
import { ExecError, exec } from '../../base/exec';
import type { Namespaces } from '../agent/netns';
import type { Groundwork, HostBatch, Sysctls } from './batches';
import type { BirdBatch } from './bird';
import { awaitConvergence, startBird } from './run-bird';

/** Programs under way at one time: their start is what takes time, and the machine's cores share it. */
const atOnce = 4;

/** What took how long, in milliseconds. */
export interface ConvergeReport {
  /** From the last daemon's start until every kernel has all routes; absent where no daemon runs. */
  readonly convergeMs?: number;
}

/** Makes the kernel have a state: all namespaces and cables, then hosts, then what their daemons exchange. */
export class Realiser {
  private readonly daemons: { namespace: string; bird: BirdBatch }[] = [];

  constructor(private readonly namespaces: Namespaces) {}

  /** @throws ExecError */
  async lay({ namespaces, cables }: Groundwork): Promise<void> {
    await batch(
      'ip',
      namespaces.map(({ name }) => `netns add ${name}`),
    );
    for (const { name, sysctls } of namespaces) this.namespaces.enter(name, () => writeSysctls(sysctls));
    await batch('ip', cables);
  }

  /** @throws ExecError */
  async program(hosts: readonly HostBatch[]): Promise<void> {
    const waiting = [...hosts];
    const worker = async () => {
      for (let host = waiting.shift(); host; host = waiting.shift()) await this.programHost(host);
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
  }

  /** @throws Error where a daemon's routes do not come */
  async converge(): Promise<ConvergeReport> {
    if (this.daemons.length === 0) return {};
    const started = performance.now();
    await awaitConvergence(this.daemons, this.namespaces);
    return { convergeMs: performance.now() - started };
  }

  private async programHost(host: HostBatch): Promise<void> {
    const inside = <T>(act: () => T) => this.namespaces.enter(host.namespace, act);
    await inside(() => batch('ip', host.ip));
    await inside(() => batch('ip', host.ip6, ['-6']));
    await inside(() => batch('bridge', host.bridge));
    if (host.nft) await inside(() => exec('nft', ['-f', '-'], { input: host.nft }));
    for (const [device, config] of host.wireguard)
      await inside(() => exec('wg', ['setconf', device, '/dev/stdin'], { input: config }));
    inside(() => writeSysctls(host.sysctls));
    if (!host.bird) return;
    await startBird(host.namespace, host.bird, this.namespaces);
    this.daemons.push({ namespace: host.namespace, bird: host.bird });
  }
}

/** One process for many lines; it stops at the first that fails, which the error then quotes. */
async function batch(
  program: 'ip' | 'bridge',
  lines: readonly string[],
  options: readonly string[] = [],
): Promise<void> {
  if (lines.length === 0) return;
  try {
    await exec(program, [...options, '-batch', '-'], { input: `${lines.join('\n')}\n` });
  } catch (error) {
    if (!(error instanceof ExecError)) throw error;
    const number = /Command failed -:(\d+)/.exec(error.output)?.[1];
    const failed = number && lines[Number(number) - 1];
    throw new ExecError(program, failed ? [failed] : error.args, error.code, error.output, error.notFound);
  }
}

/** Settings of IPv6 and of br_netfilter are left out where the kernel has neither: there is then nothing to set. */
function writeSysctls(sysctls: Sysctls): void {
  for (const [path, value] of sysctls) {
    try {
      writeFileSync(`/proc/sys/net/${path}`, value);
    } catch (error) {
      if (/^(ipv6|bridge)\//.test(path) && (error as NodeJS.ErrnoException).code === 'ENOENT') continue;
      throw new Error(
        `sysctl ${path} cannot be set to ${value}: ${(error as Error).message}; it is ${current(path)}`,
      );
    }
  }
}

function current(path: string): string {
  try {
    return readFileSync(`/proc/sys/net/${path}`, 'utf8').trim();
  } catch {
    return 'not readable';
  }
}
