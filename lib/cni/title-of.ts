import type { Cni } from './cni';

/** A CNI in one of its modes as titles say it, such as `Flannel, VXLAN`; by its names where it is not one of the list. */
export function cniTitle(plugins: readonly Cni[], name: string, mode: string): string {
  const cni = plugins.find((one) => one.name === name);
  const found = cni?.modes.find((one) => one.name === mode);
  if (!cni || !found) return `${name} ${mode}`;
  return found.title === undefined ? cni.title : `${cni.title}, ${found.title}`;
}
