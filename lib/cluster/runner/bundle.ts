/** What to look at when a run has failed: gathered before everything is removed. */
import { writeFiles } from '../../base/write-files';
import { ownerSelector } from '../words';
import type { Kubectl } from './kubectl';

/** Files by name, from the arguments that make them. */
const files: Readonly<Record<string, (namespace: string) => readonly string[]>> = {
  'nodes.txt': () => ['get', 'nodes', '--output', 'wide'],
  'nodes.json': () => ['get', 'nodes', '--output', 'json'],
  'pods.json': (namespace) => ['get', 'pods,jobs,daemonsets', '--namespace', namespace, '--output', 'json'],
  'describe.txt': (namespace) => ['describe', 'pods,jobs,daemonsets,services', '--namespace', namespace],
  'events.txt': (namespace) => ['get', 'events', '--namespace', namespace, '--sort-by=.lastTimestamp'],
  'kube-system.txt': () => ['get', 'pods', '--namespace', 'kube-system', '--output', 'wide'],
  'logs.txt': (namespace) => [
    ...['logs', '--namespace', namespace, '--selector', ownerSelector, '--all-containers', '--prefix'],
    ...['--tail=-1', '--ignore-errors', '--max-log-requests=1000'],
  ],
};

/** Writes what can still be had. Never throws: the first failure is the one to report. @returns a sentence about it */
export async function writeBundle(kubectl: Kubectl, namespace: string, folder: string): Promise<string> {
  const texts = await Promise.all(
    Object.entries(files).map(
      async ([name, args]) => [name, await outputOf(kubectl, args(namespace))] as const,
    ),
  );
  try {
    writeFiles(folder, texts);
    return `Logs and events are in ${folder}`;
  } catch (error) {
    return `Logs and events could not be kept: ${(error as Error).message}`;
  }
}

/** What cannot be had is written down as such. */
async function outputOf(kubectl: Kubectl, args: readonly string[]): Promise<string> {
  const failed = (output: string) => `kubectl ${args.join(' ')} failed:\n${output}`;
  try {
    const { code, stdout, stderr } = await kubectl.attempt(args, { timeoutMs: 30_000 });
    return code === 0 ? stdout : `${stdout}\n${failed(stderr)}`;
  } catch (error) {
    return failed((error as Error).message);
  }
}
