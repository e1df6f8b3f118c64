import type { NodeRole } from '../../plan';

/** What an EC2 instance type's name says: `c6gn.2xlarge` is family c, generation 6, attributes g and n, size 2xlarge. */
export interface InstanceType {
  readonly family: string;
  readonly generation: number;
  readonly attributes: string;
  readonly size: string;
}

/** Of high memory there are names without a generation: u-6tb1.metal. */
const form =
  /^(?:([a-z]+)(\d+)([a-z0-9-]*)|u(-\d+tb1))\.(nano|micro|small|medium|large|\d*xlarge|metal(?:-\d+xl)?)$/;

/** What a spec says of its machines' types. */
export interface InstanceTypes {
  readonly instanceType: string;
  readonly controlPlaneInstanceType?: string;
}

/** The type of a role's machines. */
export function typeFor({ instanceType, controlPlaneInstanceType }: InstanceTypes, role: NodeRole): string {
  return role === 'control-plane' ? (controlPlaneInstanceType ?? instanceType) : instanceType;
}

/** Reads the name; `undefined` where it is none. Whether AWS has such a type only AWS knows. */
export function parseInstanceType(name: string): InstanceType | undefined {
  const found = form.exec(name);
  if (!found) return undefined;
  const [, family = 'u', generation = '1', attributes, memory = '', size = ''] = found;
  return { family, generation: Number(generation), attributes: attributes ?? memory, size };
}

/** The processor: AWS' own (Graviton) has a g among the attributes. */
export function machineOf({ family, attributes }: InstanceType): 'amd64' | 'arm64' {
  return attributes.includes('g') || (family === 'a' && attributes === '') ? 'arm64' : 'amd64';
}

/** Burstable families, whose small sizes have two processors already. */
const burstable = new Set(['t3', 't3a', 't4g']);

/** Whether kubeadm's preflight check would refuse it as control plane: it wants 2 processors and 1,700 MB. */
export function tooSmallForKubeadm({ family, generation, attributes, size }: InstanceType): boolean {
  if (size === 'nano' || size === 'micro') return true;
  const name = `${family}${generation}${attributes}`;
  if (name === 't2') return size === 'small';
  return !burstable.has(name) && (size === 'small' || size === 'medium');
}

/** Burstable types and metal apart, whether it may stand in a cluster placement group. */
export function fitsPlacementGroup({ family }: InstanceType): boolean {
  return family !== 't';
}
