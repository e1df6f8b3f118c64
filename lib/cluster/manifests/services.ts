import type { Service, ServicePort, ServiceSpec } from 'kubernetes-types/core/v1';
import { probePort } from '../../prober';
import { serviceNames } from '../../prober/questions/settings';
import { networkLabel, ownerLabel, partLabel } from '../words';
import type { Manifest } from './options';

const ports: ServicePort[] = [
  { name: 'tcp', protocol: 'TCP', port: probePort, targetPort: probePort },
  { name: 'udp', protocol: 'UDP', port: probePort, targetPort: probePort },
];

/** Every way to a Service that the checks try. */
export function services(manifest: Manifest): Service[] {
  const toServers = { [partLabel]: 'pod' };
  return [
    service(manifest, serviceNames.clusterIp, { selector: toServers }),
    service(manifest, serviceNames.headless, { selector: toServers, clusterIP: 'None' }),
    service(manifest, serviceNames.nodePort, { selector: toServers, type: 'NodePort' }),
    // Of the probers' pods only those on the caller's own node, which is the caller itself: it must reach itself.
    service(manifest, serviceNames.hairpin, {
      selector: { [partLabel]: 'prober', [networkLabel]: 'pod' },
      internalTrafficPolicy: 'Local',
    }),
  ];
}

function service({ namespace }: Manifest, name: string, spec: ServiceSpec): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace, labels: ownerLabel },
    spec: { ipFamilyPolicy: 'PreferDualStack', ports, ...spec },
  };
}
