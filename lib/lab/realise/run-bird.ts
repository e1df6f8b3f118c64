import { writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { exec } from '../../base/exec';
import type { Namespaces } from '../agent/netns';
import type { BirdBatch } from './bird';

/** A mount of the lab's own (holder.sh): no other process sees it, and it goes with the lab. */
const folder = '/run/cni-testbed';

/** How long BGP may take to exchange all routes, in milliseconds. */
const patienceMs = 30_000;
const pollMs = 50;

/** Where `birdc -s` finds a host's BIRD. */
export const birdSocket = (namespace: string) => `${folder}/${namespace}.ctl`;

/** Starts BIRD in a namespace; it goes into the background by itself. @throws ExecError */
export async function startBird(
  namespace: string,
  { config }: BirdBatch,
  namespaces: Namespaces,
): Promise<void> {
  const file = `${folder}/${namespace}.conf`;
  writeFileSync(file, config, { mode: 0o600 });
  await namespaces.enter(namespace, () =>
    exec('bird', ['-c', file, '-s', birdSocket(namespace), '-P', `${folder}/${namespace}.pid`]),
  );
}

/** Waits until every kernel has all of its routes. @throws Error that names a host that has not */
export async function awaitConvergence(
  hosts: readonly { readonly namespace: string; readonly bird: BirdBatch }[],
  namespaces: Namespaces,
): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (const { namespace, bird } of hosts) {
    while (!(await converged(namespace, bird, namespaces))) {
      if (Date.now() > deadline)
        throw new Error(
          `timed out after ${patienceMs / 1000} s waiting for BGP to give ${namespace} all routes`,
        );
      await setTimeout(pollMs);
    }
  }
}

async function converged(namespace: string, { routes }: BirdBatch, namespaces: Namespaces): Promise<boolean> {
  const count = async (family: '-4' | '-6') => {
    const text = await namespaces.enter(namespace, () =>
      exec('ip', [family, '-j', 'route', 'show', 'proto', 'bird']),
    );
    return (JSON.parse(text || '[]') as unknown[]).length;
  };
  return (await count('-4')) >= routes.ipv4 && (routes.ipv6 === 0 || (await count('-6')) >= routes.ipv6);
}
