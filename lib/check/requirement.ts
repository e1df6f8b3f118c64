import type { Requirement } from './check';

/** What Kubernetes requires of a network, a line each for reports. */
export const requirementText: Readonly<Record<Requirement, string>> = {
  0: 'No two pods or nodes share an address',
  1: 'Every pod reaches every pod without NAT',
  2: 'Every node reaches every pod',
  3: 'Every pod reaches every node',
  base: 'The nodes reach one another (the network underneath)',
};
