import { TargetError } from '../../base/target-error';
import { type Kubectl, LastingError } from './kubectl';
import { type Snapshot, snapshot } from './snapshot';

/** An API server that restarts, or a connection that breaks off, is given as long as a kubelet: see job-logs.ts. */
const defaultPatienceMs = 60_000;

/**
 * Looks at the cluster, of which some may fail.
 * @returns what is seen at each look; undefined where it fails for now
 * @throws TargetError where looks have failed for too long, or time does not mend it
 */
export const patientLook = (
  kubectl: Kubectl,
  namespace: string,
  patienceMs?: number,
): (() => Promise<Snapshot | undefined>) => patiently(() => snapshot(kubectl, namespace), patienceMs);

/** The same of any look. */
export function patiently<T>(
  look: () => Promise<T>,
  patienceMs = defaultPatienceMs,
): () => Promise<T | undefined> {
  let failingSince: number | undefined;
  return async () => {
    try {
      const now = await look();
      failingSince = undefined;
      return now;
    } catch (error) {
      failingSince ??= Date.now();
      const passing = error instanceof TargetError && !(error instanceof LastingError);
      if (passing && Date.now() - failingSince < patienceMs) return undefined;
      throw error;
    }
  };
}
