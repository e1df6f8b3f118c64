import { TargetError } from '../../base/target-error';
import type { Cleanup } from './cleanup';
import type { Kubectl } from './kubectl';

/** Makes objects, or makes them as they are given here. @throws TargetError where the run is being ended, or it fails */
export async function apply(kubectl: Kubectl, cleanup: Cleanup, items: readonly object[]): Promise<void> {
  if (cleanup.begun) throw new TargetError('interrupted', 'Run again');
  const list = { apiVersion: 'v1', kind: 'List', items };
  await kubectl.run(
    ['apply', '--server-side', '--force-conflicts', '--field-manager=cni-testbed', '--filename', '-'],
    { input: JSON.stringify(list), timeoutMs: 120_000 },
  );
}
