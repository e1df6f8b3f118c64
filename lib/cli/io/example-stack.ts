import { cnis } from '../../cni';

/** A stack's name, for help. */
export const exampleStack = `aws-${cnis[0]?.name}`;
