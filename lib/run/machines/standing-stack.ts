import * as z from 'zod';
import { parsedJson } from '../../provision/exchange/json';
import { keys } from '../../provision/exchange/keys';
import type { ConnectedNode } from '../../provision/machines/remote';

/** Name of the stack whose cluster the first control plane has; `undefined` where it says nothing of one. */
export async function standingStack([first]: readonly ConnectedNode[]): Promise<string | undefined> {
  if (!first) return undefined;
  const { readObject } = await import('../../provision/machines/exchange/folder');
  const said = z
    .object({ stack: z.string().min(1) })
    .safeParse(parsedJson((await readObject(first, keys.cluster)) ?? ''));
  return said.data?.stack;
}
