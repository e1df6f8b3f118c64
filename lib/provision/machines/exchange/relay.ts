/**
 * What goes from one machine to another goes through the user's program, over its SSH connections: the first control plane's
 * join data to the others, and to each further control plane the word of those before it that they have joined. Nothing of it
 * is kept here: when the program is started again, it looks what is where and goes on.
 */
import type { ConnectedNode } from '../remote';
import { listObjects, putObject, readObject, removeObject } from './folder';

/** An object that one machine writes and another reads. */
export interface Route {
  readonly key: string;
  readonly from: ConnectedNode;
  readonly to: ConnectedNode;
}

/** Which objects go where. @param nodes in the plan's order: the first starts the cluster */
export function routes(nodes: readonly ConnectedNode[]): Route[] {
  const [first, ...others] = nodes;
  if (!first) return [];
  const later = others.filter(({ role }) => role === 'control-plane');
  return [
    ...others.map((to) => ({ key: `join/${to.role}.json`, from: first, to })),
    ...later.flatMap((from, i) =>
      later.slice(i + 1).map((to) => ({ key: `join/${from.name}.joined`, from, to })),
    ),
  ];
}

/** A function that brings, at each call, what is new to where it belongs, and takes back what its writer has taken back. */
export function relay(nodes: readonly ConnectedNode[]): () => Promise<void> {
  const all = routes(nodes);
  const brought = new Map<Route, string>();
  return async () => {
    const lists = new Map(
      await Promise.all(nodes.map(async (node) => [node, await listObjects(node, 'join/')] as const)),
    );
    await Promise.all(
      all.map(async (route) => {
        const { key, from, to } = route;
        const tag = lists.get(from)?.get(key);
        const there = lists.get(to)?.has(key) === true;
        if (tag === undefined) {
          if (there) await removeObject(to, key);
        } else if (!there || brought.get(route) !== tag) {
          const text = await readObject(from, key);
          if (text === undefined) return; // taken back meanwhile
          await putObject(to, key, text);
          brought.set(route, tag);
        }
      }),
    );
  };
}
