import { checkKinds } from '.';
import type { CheckKind } from './kind';

const known = new Map<string, CheckKind | undefined>();

/** The kind of a check, by its id; undefined of checks that another version made. */
export function kindOf({ id }: { readonly id: string }): CheckKind | undefined {
  if (!known.has(id))
    known.set(
      id,
      checkKinds.find((kind) => id === kind.id || id.startsWith(`${kind.id}/`)),
    );
  return known.get(id);
}

/** Whether it is about packets straight from endpoint to endpoint, which everything else rests on. */
export const isDirect = (check: { readonly id: string }): boolean => kindOf(check)?.direct === true;

/** Whether it asks for the largest packet that arrives. */
export const asksForSize = (check: { readonly id: string }): boolean => kindOf(check)?.question === 'size';
