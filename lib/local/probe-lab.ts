/** Asks a lab's agent what really happens, check by check, and judges the answers. */
import { type Check, type CheckResult, judge, type Observed } from '../check';
import type { Endpoint } from '../datapath';
import { addTo } from '../lists';
import { type Observation, type Probe, type SizeObservation, triesAgain, udpLost } from '../prober';
import { spread } from '../spread';
import { agentEndpoint, type ListenReport, type ProbeReport } from './agent-protocol';
import type { Lab } from './lab';

/** Probes in one request: enough to keep the agent busy, few enough that progress shows. */
const requestSize = 1000;
/** Exchanges that are tried again, at the most: a sample tells whether chance decides. */
const mostAgain = requestSize / triesAgain;

export interface LabObservations {
  readonly checks: readonly CheckResult[];
  /** Time of the probing alone, in milliseconds, and how many probes it was. */
  readonly probing: Readonly<
    Record<'tcp' | 'udp' | 'mtu', { readonly probes: number; readonly durationMs: number }>
  >;
  /** The agent's largest resident set, in bytes. */
  readonly maxRssBytes: number;
}

/**
 * Runs the checks. Exchanges go with all kinds of pairs mixed, so that none has the first, slower moments for itself; sizes
 * in their own order, as what one teaches the kernel about a path counts for the next one on it.
 * @param progress hears how many are done
 */
export async function probeLab(
  lab: Lab,
  checks: readonly Check[],
  progress: (done: number) => void = () => {},
): Promise<LabObservations> {
  const { endpoints } = lab.testbed.datapath;
  const { addresses } = await lab.agent.ask<ListenReport>({
    do: 'listen',
    endpoints: endpoints.map(agentEndpoint),
  });
  const places = new Map(endpoints.map(({ id }, index) => [id, index]));
  const observed = new Map<Check, Observed>(addressObservations(checks, endpoints, addresses));
  const run = new Run(lab, places, observed, progress);
  const tried = checks.filter(({ skip }) => skip === undefined);
  const ofProtocol = (protocol: string) => tried.filter((check) => check.protocol === protocol);
  const tcp = await run.all(spread(ofProtocol('tcp')), 'tcp');
  const udp = await run.all(spread(ofProtocol('udp')), 'udp');
  await run.again(tried.filter((check) => isDoubtful(check, observed.get(check))));
  const reached = new Set(
    ofProtocol('udp')
      .filter((check) => observed.get(check)!.reachable)
      .map(pairKey),
  );
  const sized = tried.filter(({ id }) => id === 'mtu/path');
  const mtu = await run.all(
    sized.filter((check) => reached.has(pairKey(check))),
    'mtu',
  );
  return {
    checks: checks.map((check) => judge(check, observed.get(check) ?? { error: udpLost })),
    probing: { tcp, udp, mtu },
    maxRssBytes: run.maxRssBytes,
  };
}

class Run {
  maxRssBytes = 0;
  private done = 0;

  constructor(
    private readonly lab: Lab,
    private readonly places: ReadonlyMap<string, number>,
    private readonly observed: Map<Check, Observed>,
    private readonly progress: (done: number) => void,
  ) {}

  async all(checks: readonly Check[], kind: Probe['kind']): Promise<{ probes: number; durationMs: number }> {
    let total = 0;
    for (let first = 0; first < checks.length; first += requestSize) {
      const part = checks.slice(first, first + requestSize);
      const { observations, durationMs } = await this.ask(part.map((check) => this.probe(check, kind)));
      part.forEach((check, i) => {
        this.observed.set(
          check,
          kind === 'mtu'
            ? (observations[i] as SizeObservation)
            : reached(check, observations[i] as Observation),
        );
      });
      total += durationMs;
      this.done += part.length;
      this.progress(this.done);
    }
    return { probes: checks.length, durationMs: total };
  }

  /** Notes of each of the exchanges, or of a sample of many, how often it passes when it is tried again. */
  async again(checks: readonly Check[]): Promise<void> {
    const sample = spread(checks).slice(0, mostAgain);
    if (sample.length === 0) return;
    const { observations } = await this.ask(
      sample.flatMap((check) => Array(triesAgain).fill(this.probe(check, check.protocol!))),
    );
    sample.forEach((check, i) => {
      const tries = observations.slice(i * triesAgain, (i + 1) * triesAgain) as Observation[];
      const passed = tries.filter((observation) => reached(check, observation).reachable).length;
      this.observed.set(check, { ...this.observed.get(check), again: { tries: triesAgain, passed } });
    });
  }

  private async ask(probes: readonly Probe[]): Promise<ProbeReport> {
    const report = await this.lab.agent.ask<ProbeReport>({ do: 'probe', probes });
    this.maxRssBytes = Math.max(this.maxRssBytes, report.maxRssBytes);
    return report;
  }

  private probe({ from, to, family, predicted, required }: Check, kind: Probe['kind']): Probe {
    const bytes = kind === 'mtu' ? (predicted.bytes ?? required.bytes) : undefined;
    return { from: this.places.get(from)!, to: this.places.get(to)!, family, kind, bytes };
  }
}

/** Somebody's answer is not yet the right one's. */
function reached({ to }: Check, observation: Observation): Observed {
  return { ...observation, reachable: observation.answeredBy === to };
}

/** An exchange that fails where the state lets it pass. */
function isDoubtful({ protocol, predicted }: Check, observed?: Observed): boolean {
  return protocol !== undefined && predicted.reachable === true && observed?.reachable === false;
}

function* addressObservations(
  checks: readonly Check[],
  endpoints: readonly Endpoint[],
  addresses: ListenReport['addresses'],
): Generator<[Check, Observed]> {
  const owners = new Map<string, string[]>();
  endpoints.forEach(({ id, kind, address }, i) => {
    // A node also has the addresses of its bridges and tunnels; its own is the one that others know.
    const own =
      kind === 'node'
        ? addresses[i]!.filter((text) => text === `${address.ipv4}` || text === `${address.ipv6}`)
        : addresses[i]!;
    for (const text of own) addTo(owners, text, id);
  });
  const places = new Map(endpoints.map(({ id }, index) => [id, index]));
  for (const check of checks) {
    if (check.id !== 'address/unique') continue;
    const alsoOn = (owners.get(check.predicted.source!) ?? []).filter((id) => id !== check.from);
    yield [check, { addresses: addresses[places.get(check.from)!]!, alsoOn }];
  }
}

const pairKey = ({ from, to, family }: Check) => `${from} ${to} ${family}`;
