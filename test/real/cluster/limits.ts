/** What the kernel has one of for all nodes, and too little of on many machines. */
import { readFileSync } from 'node:fs';

/** Of one node: the kubelet has 7, containerd, kube-proxy and agents one or some each, a control plane 13 more; counted. */
const instancesOfNode = 25;

/** Why a cluster of that many nodes would fail in ways that name no reason, with the remedy; undefined where it would not. */
export function tooFewWatches(nodes: number, most = mostInstances()): string | undefined {
  const needed = nodes * instancesOfNode;
  return most >= needed
    ? undefined
    : `fs.inotify.max_user_instances is ${most}, and ${nodes} nodes take ${needed}: sysctl -w fs.inotify.max_user_instances=${needed}`;
}

const mostInstances = (): number =>
  Number(readFileSync('/proc/sys/fs/inotify/max_user_instances', 'utf8').trim());
