/** What tells why a cluster failed: the logs of its nodes, and what Kubernetes says of pods and events. */
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cluster } from '../cluster/cluster';
import type { Say } from '../say';

const questions: Readonly<Record<string, readonly string[]>> = {
  'nodes.txt': ['describe', 'nodes'],
  'pods.txt': ['get', 'pods', '--all-namespaces', '--output', 'wide'],
  'events.txt': ['get', 'events', '--all-namespaces', '--sort-by', '.lastTimestamp'],
};

/** Keeps it in a folder. */
export async function keepEvidence(cluster: Cluster, folder: string, say: Say): Promise<void> {
  mkdirSync(folder, { recursive: true });
  say(`keeping logs in ${folder}`);
  for (const [file, question] of Object.entries(questions)) {
    const { stdout, stderr } = await cluster.run(['kubectl', '--context', cluster.context, ...question]);
    writeFileSync(join(folder, file), stdout + stderr);
  }
  for (const { name, folder: node } of cluster.machines)
    cpSync(join(node, 'log'), join(folder, name), {
      recursive: true,
      dereference: false,
      verbatimSymlinks: true,
    });
}
