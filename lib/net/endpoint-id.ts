/** Endpoint ids: `pod:worker-1/0` is the first pod of worker-1, `node:worker-1` the node. Made and read here alone. */

/** What an endpoint id says. */
export interface Place {
  /** Pods with the host's network have the id of their node. */
  readonly kind: 'pod' | 'node';
  /** Name of the node, or of the node that the pod is on. */
  readonly node: string;
  /** Name of the node, or of the pod as plans have it. */
  readonly name: string;
}

/** The name that plans give the node's pod at that position, counted from 0: `worker-1/0`. */
export function podName(node: string, position: number | string): string {
  return `${node}/${position}`;
}

/** Id of the pod with that name. */
export function podId(name: string): string {
  return `pod:${name}`;
}

/** Id of the node with that name. */
export function nodeId(name: string): string {
  return `node:${name}`;
}

/** What the id says; undefined for the host outside the cluster, a Service or a domain name. */
export function placeOf(id: string): Place | undefined {
  const kind = kindOf(id);
  if (!kind) return undefined;
  const name = id.slice(kind.length + 1);
  return { kind, node: kind === 'node' ? name : podNode(name), name };
}

/** The position of a pod in its node, by its name: `0` of `worker-1/0`. */
export function podPosition(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/** The node of an endpoint; what is neither a node nor a pod stands for itself. */
export function nodeOf(id: string): string {
  const kind = kindOf(id);
  if (!kind) return id;
  const name = id.slice(kind.length + 1);
  return kind === 'node' ? name : podNode(name);
}

/** Whether the id is a pod's. */
export function isPod(id: string): boolean {
  return kindOf(id) === 'pod';
}

/** Asked of each check many times, hence without a regular expression. */
function kindOf(id: string): Place['kind'] | undefined {
  if (id.startsWith('pod:') && id.length > 4) return 'pod';
  return id.startsWith('node:') && id.length > 5 ? 'node' : undefined;
}

function podNode(name: string): string {
  const end = name.lastIndexOf('/');
  return end === -1 ? name : name.slice(0, end);
}
