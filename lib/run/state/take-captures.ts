import { enterLab } from '../../lab/lab';
import { labPlaces } from '../../lab/standing/exec-in-lab';
import { captureLab } from '../../lab/state/capture-lab';
import { type Capture, redacted } from '../../state/capture';
import { checkedLabName } from '../lab/lab-name';
import { RunError } from '../run-error';

/** What is to be captured. */
export interface CaptureOptions {
  /** Nodes, pods, switches and routers. @default all */
  readonly places?: readonly string[];
  /** Whether addresses and names are replaced, so that the captures can be shared. @default false */
  readonly redact?: boolean;
}

/**
 * Captures the kernel state of a lab that is up.
 * @throws RunError where there is no such place, TargetError where no such lab is up
 */
export async function captureStandingLab(
  name: string,
  { places, redact = false }: CaptureOptions = {},
): Promise<Capture[]> {
  const lab = enterLab(checkedLabName(name));
  try {
    const { hosts } = lab.testbed.datapath;
    const wanted = places && hostsAt(places, labPlaces(lab.record));
    const captures = await captureLab(
      lab.agent,
      wanted ? hosts.filter((host) => wanted.has(host.name)) : hosts,
    );
    return redact ? redacted(captures) : captures;
  } finally {
    lab.leave();
  }
}

function hostsAt(places: readonly string[], { host, names }: ReturnType<typeof labPlaces>): Set<string> {
  return new Set(
    places.map((place) => {
      const found = host(place);
      if (found !== undefined) return found;
      throw new RunError({ code: 'unknown-place', role: 'host', place, known: names });
    }),
  );
}
