/** What a spec may ask of any CNI, with what holds where it does not. */
import type { Plan } from '../../plan';
import type { CniMode } from '../cni';

/** Whether packets that leave the cluster get their node's address. */
export const masquerades = ({ cniSettings }: Plan): boolean => cniSettings?.masquerade !== false;

/** UDP port of a VXLAN or Geneve tunnel. @throws Error where the mode has none */
export function tunnelPort({ cniSettings }: Plan, { name, tunnelPort: own }: CniMode): number {
  const port = cniSettings?.tunnelPort ?? own;
  if (port === undefined) throw new Error(`mode ${name} has no tunnel with a port`);
  return port;
}
