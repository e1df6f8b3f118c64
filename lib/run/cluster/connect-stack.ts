import type { StackConnection } from '../../provision/connect/connect';

export type { StackConnection } from '../../provision/connect/connect';

/**
 * Opens a way from this machine to the API server of a deployed stack, for kubectl and whatever else takes a kubeconfig.
 * It closes with `close`, or with this process, however that ends.
 * @throws TargetError where the stack is not deployed, a program or a right is missing, or no cluster answers
 */
export async function connectToStack(stack: string): Promise<StackConnection> {
  const { openStack } = await import('../../provision/watch');
  const { connectStack } = await import('../../provision/connect/connect');
  return connectStack(await openStack(stack));
}
