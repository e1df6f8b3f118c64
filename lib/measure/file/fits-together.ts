/** What no single field shows: that the parts of a measurements file speak of the same subjects. */
import type * as z from 'zod';
import { type Misfit, report } from '../../base/values';

interface Parts {
  readonly subjects: readonly { readonly id: string; readonly repeats?: string }[];
  readonly order: readonly (readonly string[])[];
  readonly blocks: readonly { readonly subject: string }[];
  readonly swaps?: readonly { readonly to: string }[];
  readonly events: readonly { readonly subject: string }[];
  readonly agents: readonly { readonly subject: string }[];
}

/** Adds an issue for each name that no subject has, or that two have. */
export function fitsTogether(parts: Parts, context: Pick<z.RefinementCtx, 'addIssue'>): void {
  const ids = parts.subjects.map(({ id }) => id);
  const known = new Set(ids);
  const unknown = (path: Misfit['path'], value: string | undefined): Misfit[] =>
    value === undefined || known.has(value) ? [] : [{ path, value, message: 'no subject has this id' }];
  const named = (list: 'blocks' | 'events' | 'agents') =>
    parts[list].flatMap(({ subject }, i) => unknown([list, i, 'subject'], subject));
  report(context, [
    ...ids.flatMap((value, i): Misfit[] =>
      ids.indexOf(value) < i
        ? [{ path: ['subjects', i, 'id'], value, message: 'two subjects have this id' }]
        : [],
    ),
    ...parts.subjects.flatMap(({ id, repeats }, i) =>
      repeats === id
        ? [{ path: ['subjects', i, 'repeats'], value: id, message: 'a subject does not repeat itself' }]
        : unknown(['subjects', i, 'repeats'], repeats),
    ),
    ...parts.order.flatMap((turn, i) => turn.flatMap((id, k) => unknown(['order', i, k], id))),
    ...(parts.swaps ?? []).flatMap(({ to }, i) => unknown(['swaps', i, 'to'], to)),
    ...named('blocks'),
    ...named('events'),
    ...named('agents'),
  ]);
}
