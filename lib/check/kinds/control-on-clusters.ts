/** The ports that Kubernetes itself needs, on clusters: what is to ask whom there. Nothing is predicted of them. */
import type { Check } from '../check';
import type { ClusterUnderTest } from '../cluster-under-test';
import type { Scene } from './kind';

const exchange = { protocol: 'tcp', required: { reachable: true }, predicted: { none: true } } as const;

/** Every client asks each API server and the Service in front of them; where none is known, each says so once. */
export function clusterApiServer(
  { family, testbed }: Pick<Scene, 'family' | 'testbed'>,
  { control, sources }: Pick<ClusterUnderTest, 'control' | 'sources'>,
): Check[] {
  if (!control) return [];
  const id = 'control/api-server';
  if (control.apiServers.length === 0)
    return family === testbed.plan.families[0]
      ? sources.map(
          ({ id: from }): Check => ({
            ...{ id, from, to: from, family, ...exchange },
            skip: { code: 'no-api-server-address' },
          }),
        )
      : [];
  const asked = control.apiServers.filter((one) => one.family === family);
  return sources.flatMap(({ id: from }) =>
    asked
      .filter((one) => one.id !== from)
      .map(({ id: to }): Check => ({ id, from, to, family, ...exchange })),
  );
}

/** The control planes ask the kubelets of the nodes that they ask anyway. */
export function clusterKubelet(
  { family }: Pick<Scene, 'family'>,
  { control, sources }: Pick<ClusterUnderTest, 'control' | 'sources'>,
): Check[] {
  const id = 'control/kubelet';
  const kubelets = control?.kubelets.filter((one) => one.family === family) ?? [];
  if (control?.controlPlanes.length === 0)
    return kubelets.map(
      ({ id: to }): Check => ({
        ...{ id, from: to, to, family, ...exchange },
        skip: { code: 'no-control-plane' },
      }),
    );
  const from = sources.filter(({ id: source }) => control?.controlPlanes.includes(source));
  return from.flatMap((source) =>
    kubelets
      .filter((one) => source.nodes.includes(one.id) && one.id !== source.id)
      .map(({ id: to }): Check => ({ id, from: source.id, to, family, ...exchange })),
  );
}
