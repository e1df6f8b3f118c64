import type { CheckResult } from '../../check';

/** The column of a matrix that a check is of: a NodePort is asked at a node, and says nothing of the way to that node. */
export function askedFor({ id, to }: Pick<CheckResult, 'id' | 'to'>): string {
  return id === 'service/node-port' ? 'service:node-port' : to;
}
