import type { Service } from 'kubernetes-types/core/v1';
import { measurePort } from '../../../net/protocol';
import { nameOnNode } from '../../manifests/jobs';
import { ownerLabel } from '../../words';
import type { MeasureManifest } from './options';
import { serverOn } from './servers';

/** A ClusterIP for the server on the pods' network of each node. */
export function services({ namespace, nodes }: MeasureManifest): Service[] {
  return nodes.map(
    (node, index): Service => ({
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: serviceName(node, index), namespace, labels: ownerLabel },
      spec: {
        ipFamilyPolicy: 'PreferDualStack',
        selector: serverOn(index),
        ports: [{ name: 'tcp', protocol: 'TCP', port: measurePort, targetPort: measurePort }],
      },
    }),
  );
}

/** Name of the Service that leads to a node's server. */
export function serviceName(node: string, index: number): string {
  return nameOnNode('to', node, index);
}
