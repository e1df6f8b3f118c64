import type { Pod, Service } from 'kubernetes-types/core/v1';
import type { ControlPorts, ProbeAddresses, ServerRole } from '../prober/questions/settings';
import { partLabel, serverNames } from './words';

/** Addresses of a pod, the primary family's first. */
export function ipsOf(pod: Pod | undefined): string[] {
  return (pod?.status?.podIPs ?? []).flatMap(({ ip }) => (ip ? [ip] : []));
}

/** What the Jobs are given of servers and Services. */
export function addressesOf(
  pods: readonly Pod[],
  services: readonly Service[],
  control?: ControlPorts,
): ProbeAddresses {
  return {
    pods: pods
      .filter(({ metadata }) => isServer(metadata?.labels))
      .map((pod) => ({
        node: pod.spec?.nodeName ?? '',
        role: pod.metadata!.labels![partLabel] as ServerRole,
        ips: ipsOf(pod),
      })),
    services: services.map(({ metadata, spec }) => ({
      name: metadata!.name!,
      clusterIPs: (spec?.clusterIPs ?? []).filter((ip) => ip !== 'None'),
      ports: (spec?.ports ?? []).map(({ protocol = 'TCP', nodePort }) => ({ protocol, nodePort })),
    })),
    control,
  };
}

/** Whether labels are those of a server's pod. */
export function isServer(labels: Readonly<Record<string, string>> = {}): boolean {
  return (labels[partLabel] ?? '') in serverNames;
}
