/** What to look at when a run has failed: gathered before everything is removed. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pod } from 'kubernetes-types/core/v1';
import type { Kubectl } from './kubectl';
import { listOf } from './snapshot';

/** Pods whose logs are kept; more would take longer than the run. */
const mostLogs = 60;

/** Files by name, from the arguments that make them. */
const files: Readonly<Record<string, (namespace: string) => readonly string[]>> = {
  'nodes.txt': () => ['get', 'nodes', '--output', 'wide'],
  'nodes.json': () => ['get', 'nodes', '--output', 'json'],
  'objects.txt': (namespace) => ['get', 'all,networkpolicies', '--namespace', namespace, '--output', 'wide'],
  'pods.json': (namespace) => ['get', 'pods,jobs,daemonsets', '--namespace', namespace, '--output', 'json'],
  'describe.txt': (namespace) => ['describe', 'pods,jobs,daemonsets', '--namespace', namespace],
  'events.txt': (namespace) => ['get', 'events', '--namespace', namespace, '--sort-by=.lastTimestamp'],
  'kube-system.txt': () => ['get', 'pods', '--namespace', 'kube-system', '--output', 'wide'],
};

/** Writes what can still be had; what cannot is written down as such. Never throws: the first failure is the one to tell. */
export async function writeBundle(kubectl: Kubectl, namespace: string, folder: string): Promise<string[]> {
  const written: string[] = [];
  try {
    mkdirSync(join(folder, 'logs'), { recursive: true });
    for (const [name, args] of Object.entries(files)) {
      writeFileSync(join(folder, name), await outputOf(kubectl, args(namespace)));
      written.push(name);
    }
    const pods = await listOf<Pod>(kubectl, ['pods', '--namespace', namespace]);
    for (const { metadata } of pods.slice(0, mostLogs)) {
      const name = `logs/${metadata!.name}.txt`;
      writeFileSync(
        join(folder, name),
        await outputOf(kubectl, ['logs', metadata!.name!, '--namespace', namespace, '--tail=-1']),
      );
      written.push(name);
    }
  } catch {
    // Whatever is there helps.
  }
  return written;
}

async function outputOf(kubectl: Kubectl, args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await kubectl.attempt(args, { timeoutMs: 20_000 });
  return code === 0 ? stdout : `kubectl ${args.join(' ')} failed:\n${stderr}`;
}
