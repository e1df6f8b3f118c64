/** One check of each kind. */
import type { Check, Observed } from '../../lib/check';

export const reach: Check = {
  id: 'pod-to-pod/cross-node',
  requirement: 1,
  from: 'pod:a/0',
  to: 'pod:b/0',
  family: 'ipv4',
  protocol: 'tcp',
  required: { reachable: true, sources: ['10.244.0.2'] },
  predicted: { reachable: true, answeredBy: 'pod:b/0', source: '10.244.0.2' },
};
export const good: Observed = { reachable: true, answeredBy: 'pod:b/0', source: '10.244.0.2', rttMs: 0.1 };

export const size: Check = {
  id: 'mtu/path',
  from: 'pod:a/0',
  to: 'pod:b/0',
  family: 'ipv4',
  required: { bytes: 1450, atMost: 1450 },
  predicted: { bytes: 1450 },
};

export const unique: Check = {
  id: 'address/unique',
  requirement: 0,
  from: 'pod:a/0',
  to: 'pod:a/0',
  family: 'ipv4',
  required: { within: '10.244.0.0/24' },
  predicted: { source: '10.244.0.2', alsoOn: [] },
};
