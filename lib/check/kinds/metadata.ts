import type { Check } from '../check';
import { asksForSilence } from './exchange';
import type { CheckKind } from './kind';

/** Pods must not get at the cloud's metadata service, which hands out the keys of their node's role. */
export const metadataBlocked: CheckKind = {
  id: 'metadata/blocked',
  title: "Pods do not get at their node's metadata service",
  ...asksForSilence,
  checks: ({ cluster, family }) =>
    cluster?.metadata && family === 'ipv4'
      ? cluster.clients.map(
          (from): Check => ({
            id: 'metadata/blocked',
            from,
            to: `${cluster.metadata}`,
            family,
            protocol: 'tcp',
            required: { reachable: false },
            predicted: { none: true },
          }),
        )
      : [],
};
