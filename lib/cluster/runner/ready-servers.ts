/** Which of a run's servers answer. */

import { isServer } from '../addresses';
import { partLabel } from '../words';
import type { Snapshot } from './snapshot';
import { isReady } from './wait';

/** `pod worker-1`: role and node of each server that is ready. */
export function readyServers({ pods }: Snapshot): Set<string> {
  return new Set(
    pods
      .filter(({ metadata, status }) => isServer(metadata?.labels) && isReady(status))
      .map(({ metadata, spec }) => `${metadata!.labels![partLabel]} ${spec?.nodeName}`),
  );
}
