/** Instances whose speed is a credit that runs out, or that lie far from one another. */
import type { Guard } from '../file/guard';
import type { Measurable } from './measurable';

/**
 * Families with credits of processor time, or with a part of a processor. AWS, "Burstable performance instances": t2, t3,
 * t3a, t4g; Azure, "B family sizes": Standard_B2s; Google, "Shared-core machine types": e2-micro to e2-medium, f1, g1.
 */
const burstable = /^(t\d[a-z]*\.|Standard_B\d|e2-(micro|small|medium)$|f1-micro$|g1-small$)/;

/**
 * AWS, "Amazon EC2 instance network bandwidth": instances with 16 processors or fewer (4xlarge and smaller) have "up to" a
 * bandwidth, which is a burst over a baseline.
 */
const upTo = /^[a-z][a-z0-9-]*\.(nano|micro|small|medium|large|xlarge|2xlarge|4xlarge)$/;

/** One guard for each such type of each subject. */
export function instanceGuards(subjects: readonly Measurable[]): Guard[] {
  return subjects.flatMap(({ id, nodes }) =>
    [...new Set(nodes.flatMap(({ instanceType }) => instanceType ?? []))].flatMap((instanceType): Guard[] => {
      const found = { subject: id, instanceType };
      if (burstable.test(instanceType)) return [{ code: 'burstable', ...found }];
      return upTo.test(instanceType) ? [{ code: 'bandwidth-credits', ...found }] : [];
    }),
  );
}

/**
 * AWS, "Amazon EC2 instance network bandwidth": a flow has 5 Gbit/s at most where its ends are not in the same cluster
 * placement group.
 */
export function placementGuards(subjects: readonly Measurable[]): Guard[] {
  return subjects
    .filter(({ nodes }) => nodes.some(({ placementGroup }) => placementGroup === ''))
    .map(({ id }) => ({ code: 'no-placement', subject: id }));
}
