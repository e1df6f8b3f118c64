import type { NodeStatus } from './status';

/** `worker-1 (192.168.1.11) failed in stage packages: exit code 100`, for errors. */
export function described({ name, address, stage, state, message }: NodeStatus): string {
  const where = `${name} (${address})`;
  if (state === 'unknown') return `${where} has not reported`;
  return `${where} ${state === 'failed' ? 'failed in' : 'is still in'} stage ${stage}${message ? `: ${message}` : ''}`;
}
