/** Files that the docs name before the sources have them. To be emptied as they arrive. */
export const comingPaths: readonly string[] = [
  'lib/provision/stacks/app.ts',
  'lib/provision/boot/cluster-boot.ts',
  'lib/provision/boot/user-data.ts',
  'lib/provision/boot/files',
  'lib/provision/kubeadm/firewall-rules.ts',
];
