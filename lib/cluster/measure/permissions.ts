import type { Wanted } from '../../measure';
import type { Permission } from '../runner/permissions';

/** What waiting for a CNI does in its namespace. */
export const readyPermissions: readonly Permission[] = [
  ['configmaps', 'create', 'patch'],
  ['daemonsets.apps', 'create', 'patch', 'list'],
  ['jobs.batch', 'list'],
  ['pods', 'list', 'delete'],
  ['pods/log', 'get'],
  ['events', 'list'],
];

/** What measuring does in its namespace. */
export function measuringPermissions({ service, policy, isolation, policyDelay }: Wanted): Permission[] {
  return [
    ['configmaps', 'create', 'patch'],
    ['daemonsets.apps', 'create', 'patch', 'list'],
    ['jobs.batch', 'create', 'patch', 'get', 'list'],
    ...(service ? ([['services', 'create', 'patch', 'list']] as const) : []),
    ...(policy || isolation || policyDelay
      ? ([['networkpolicies.networking.k8s.io', 'create', 'patch']] as const)
      : []),
    // Deleted where their node is lost.
    ['pods', 'get', 'list', 'delete'],
    ['pods/log', 'get'],
    ['events', 'list'],
  ];
}
