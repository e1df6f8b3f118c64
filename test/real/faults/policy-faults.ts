/** Faults that are objects of Kubernetes. */
import { stringify } from 'yaml';
import type { RealFault } from './fault';

const policy = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: 'cut-off', namespace: 'kube-system' },
  spec: { podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } }, policyTypes: ['Ingress'] },
};

/** A policy after which nobody reaches cluster DNS. CNIs without policies have nothing to break. */
export const dnsPolicy: RealFault = {
  name: 'dns-policy',
  suspect: 'policy',
  about: 'a NetworkPolicy lets nobody reach CoreDNS',
  make: async ({ standing: { kubectl, configuration } }) => {
    if (configuration.cni === 'flannel') return undefined;
    await kubectl(['apply', '--filename', '-'], stringify(policy));
    return () => kubectl(['delete', '--filename', '-'], stringify(policy));
  },
  named: () => false,
};
