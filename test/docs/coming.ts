/** What the docs name before the sources have it. To be emptied as it arrives. */

export const comingPaths: readonly string[] = [
  'lib/run',
  'lib/run/lab/run-lab.ts',
  'lib/check/kinds/kind.ts',
  'lib/check/kinds/index.ts',
  'lib/provision/cloud.ts',
  'lib/provision/clouds.ts',
  'lib/provision/stacks/app.ts',
  'lib/provision/boot/cluster-boot.ts',
  'lib/provision/boot/user-data.ts',
  'lib/provision/boot/files',
  'lib/provision/kubeadm/firewall-rules.ts',
];

export const comingOptions: readonly string[] = ['--predict-only'];
