import { progressText } from './progress';
import type { NodeStatus } from './status';

/** `worker-1 (192.168.1.11) failed in step packages: attempt 6 of 6 ended with exit code 100 after 31 s`, for errors. */
export function described({ name, address, stage, state, progress, message }: NodeStatus): string {
  const where = `${name} (${address})`;
  if (state === 'unknown') return `${where} has not reported`;
  const how = message ?? progressText(state, progress);
  return `${where} ${state === 'failed' ? 'failed in' : 'is still in'} step ${stage}${how ? `: ${how}` : ''}`;
}
