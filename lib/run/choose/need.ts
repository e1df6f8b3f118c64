import { type CapabilityId, capabilities } from '../../cni';
import { RunError } from '../run-error';
import { isKernel } from './kernel';

/** Something that a CNI must be able to do. */
export type Need =
  | { readonly capability: Exclude<CapabilityId, 'kernel'> }
  /** It must run on nodes of this kernel. */
  | { readonly capability: 'kernel'; readonly kernel: string };

const known = capabilities.map(({ id }) => id);

/** A need as it is typed: `policies`, or `kernel=5.10`. @throws RunError where there is no such capability or kernel */
export function needOf(word: string): Need {
  const [name = '', kernel] = word.split(/=(.*)/s);
  const capability = known.find((id) => id === name);
  if (capability === 'kernel') {
    if (!isKernel(kernel)) throw new RunError({ code: 'not-a-kernel', need: word });
    return { capability, kernel };
  }
  if (!capability || kernel !== undefined)
    throw new RunError({ code: 'unknown-capability', capability: word, known });
  return { capability };
}
