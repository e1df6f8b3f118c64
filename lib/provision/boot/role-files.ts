/** Files of the nodes that do not depend on the plan. */
import { packageFile } from '../../base/render';
import { versions } from '../../base/versions';
import type { PlanNode } from '../../plan';
import type { MachineCluster } from '../machine-cluster';
import type { Machines } from './machines';
import { etc, file, lines, type NodeFile, program, template } from './node-file';
import { sourceFiles } from './source-files';
import { type BootRole, bootSteps, jobSteps, stepLines } from './steps';

/** The role of a node at its boot. */
export function bootRole({ plan }: MachineCluster, node: PlanNode): BootRole {
  return node === plan.nodes[0] ? 'init' : node.role;
}

/** Files that the nodes of a role have, in every cluster of a cloud. */
export function roleFiles(role: BootRole, cloudScript: string): NodeFile[] {
  return [
    file('/etc/sysctl.d/99-testbed.conf', template('sysctl.conf')),
    file('/etc/systemd/networkd.conf.d/testbed.conf', template('networkd.conf')),
    file('/etc/systemd/network/50-testbed.link', template('tunnel.link')),
    file('/etc/systemd/system/testbed-boot.service', template('boot.service', { next: nextUnit(role) })),
    file('/etc/systemd/system/testbed-ttl.timer', template('ttl.timer')),
    file('/etc/crictl.yaml', template('crictl.yaml')),
    file(
      '/etc/containerd/config.toml',
      template('containerd.toml', { pauseImage: `registry.k8s.io/pause:${versions.pause}` }),
    ),
    ...(role === 'init' ? ['jobs.service', 'rejoin.service', 'rejoin.timer'] : []).map((unit) =>
      file(`/etc/systemd/system/testbed-${unit}`, template(unit)),
    ),
    etc('boot.steps', stepLines(bootSteps(role))),
    program('cloud.sh', packageFile(cloudScript)),
    ...programsOf(role).map((name) => program(name, template(name))),
  ];
}

/** Only the first control plane has Jobs to start. */
function nextUnit(role: BootRole): string {
  return role === 'init' ? 'OnSuccess=testbed-jobs.service\n' : '';
}

function programsOf(role: BootRole): string[] {
  const steps = [...bootSteps(role), ...(role === 'init' ? jobSteps : [])];
  return [
    ...['lib.sh', 'end.sh', 'status.sh', 'run-steps.sh'],
    ...(role === 'init'
      ? ['rerun.sh', 'rejoin.sh', 'nodes.jq', 'joined.jq']
      : ['join-data.sh', 'fill-join.jq']),
    ...steps.map(({ name }) => `steps/${name}.sh`),
  ];
}

/** Files that all nodes of a cluster have. */
export function clusterFiles(cluster: MachineCluster, machines: Machines): NodeFile[] {
  const { deployment, choice } = cluster;
  const { ttlHours } = machines;
  return [
    file('/etc/modules-load.d/testbed.conf', lines(deployment.kernelModules(choice))),
    ...sourceFiles(cluster, machines),
    ...(ttlHours === undefined
      ? []
      : [
          file(
            '/etc/systemd/system/testbed-ttl.service',
            template('ttl.service', { ttlMinutes: `${60 * ttlHours}` }),
          ),
        ]),
  ];
}
