import { spread } from '../../base/spread';
import {
  answeringTo,
  askedService,
  asksForSize,
  type Check,
  isControl,
  isOfName,
  type Observed,
} from '../../check';
import { askedAddress, type Endpoint } from '../../datapath';
import {
  dnsPort,
  notAsked,
  type Observation,
  type Probe,
  probePort,
  type ServerLack,
  type SizeObservation,
  triesAgain,
} from '../../prober';
import type { ProbeReport } from '../agent/agent-protocol';
import type { Lab } from '../lab';
import { timesFull } from '../realise/neighbour-table';

/** Probes in one request: enough to keep the agent busy, few enough that progress shows. */
export const requestSize = 1000;
/** Exchanges that are tried again, at most: a sample shows whether chance decides. */
const mostAgain = requestSize / triesAgain;
/** How often to ask what this machine's kernel may have dropped by itself. */
const mostRounds = 3;

/** How many probes, and how long they took, in milliseconds. */
export interface Probing {
  readonly probes: number;
  readonly durationMs: number;
}

/** Questions and answers of one run over a lab. */
export class ProbeRun {
  maxRssBytes = 0;
  /** Answers that reached a socket that had not asked for them. */
  strays = 0;
  private done = 0;
  private readonly endpoints: ReadonlyMap<string, Endpoint>;

  /** @param observed takes the answers */
  constructor(
    private readonly lab: Lab,
    private readonly places: ReadonlyMap<string, number>,
    private readonly observed: Map<Check, Observed>,
    private readonly progress: (done: number) => void,
    private readonly overflows: () => number | undefined = timesFull,
    private readonly lacks: readonly ServerLack[] = [],
  ) {
    this.endpoints = new Map(lab.testbed.datapath.endpoints.map((endpoint) => [endpoint.id, endpoint]));
  }

  /**
   * Asks all, and once more what came out against the prediction while the kernel's neighbour table was full: it drops
   * packets then, be it by another lab's doing. What still cannot be asked in peace was not asked.
   */
  async all(checks: readonly Check[], kind: Probe['kind']): Promise<Probing> {
    let durationMs = 0;
    let rest = checks.filter((check) => !this.isServerless(check));
    for (let round = 1; rest.length > 0; round++) {
      const before = this.overflows();
      durationMs += await this.askEach(rest, kind, round === 1);
      if (this.overflows() === before) break;
      rest = rest.filter((check) => isUnforeseen(check, this.observed.get(check)!));
      if (round < mostRounds) continue;
      for (const check of rest) this.observed.set(check, notAsked({ code: 'neighbour-table-full' }));
      break;
    }
    return { probes: checks.length, durationMs };
  }

  /** Whether one of the servers that a Service leads to could not be started, which is then noted as the answer. */
  private isServerless(check: Check): boolean {
    const asked = askedService(this.lab.testbed.datapath, check);
    if (!asked) return false;
    const behind = answeringTo(asked, check).answering;
    const found = this.lacks.find(
      ({ lack, ...one }) =>
        one.family === check.family && behind.includes(lack.endpoint) && isAbout(check, lack.port),
    );
    if (found) this.observed.set(check, notAsked(found.lack));
    return found !== undefined;
  }

  /** Notes of each of the exchanges, or of a sample of many, how often it passes when it is tried again. */
  async again(checks: readonly Check[]): Promise<void> {
    const sample = spread(checks).slice(0, mostAgain);
    if (sample.length === 0) return;
    const { observations } = await this.ask(
      sample.flatMap((check) =>
        Array(triesAgain).fill({ ...this.probe(check, check.protocol!), fresh: true }),
      ),
    );
    sample.forEach((check, i) => {
      const tries = (observations as Observation[])
        .slice(i * triesAgain, (i + 1) * triesAgain)
        .filter((observation) => observation.notAsked === undefined);
      const passed = tries.filter((observation) => reached(check, observation).reachable).length;
      if (tries.length > 0)
        this.observed.set(check, { ...this.observed.get(check), again: { tries: tries.length, passed } });
    });
  }

  /** Returns the milliseconds that it took. @param counts whether it is progress */
  private async askEach(checks: readonly Check[], kind: Probe['kind'], counts: boolean): Promise<number> {
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
      if (!counts) continue;
      this.done += part.length;
      this.progress(this.done);
    }
    return total;
  }

  /** Runs the probes. */
  async ask(probes: readonly Probe[]): Promise<ProbeReport> {
    const report = await this.lab.agent.ask({ do: 'probe', probes });
    this.maxRssBytes = Math.max(this.maxRssBytes, report.maxRssBytes);
    this.strays = report.strays;
    return report;
  }

  /** Where an endpoint is asked that is behind a NAT, as seen from the sender. */
  private external({ from, to, family }: Check): Probe['at'] {
    const [sender, receiver] = [this.endpoints.get(from), this.endpoints.get(to)];
    if (!sender || !receiver?.external) return undefined;
    return { address: `${askedAddress(sender, receiver, family)}`, port: probePort };
  }

  /** The probe that asks for a check. */
  probe(check: Check, kind: Probe['kind']): Probe {
    const { names } = this.lab.testbed.datapath;
    const { from, to, family, predicted, required } = check;
    const name = isOfName(check) && names?.find(({ id }) => id === to)?.name;
    const bytes = kind === 'mtu' ? (predicted.bytes ?? required.bytes) : undefined;
    const asked = askedService(this.lab.testbed.datapath, check);
    const sender = this.places.get(from)!;
    const place = asked ? sender : this.places.get(to)!;
    const at = asked ? { address: `${asked.address}`, port: asked.port } : this.external(check);
    const whole = { from: sender, to: place, family, kind, bytes, at };
    return name ? { ...whole, name: { name, known: required.addresses ?? [] } } : whole;
  }
}

/** Whether a server at the port is one of those that a check is about. */
function isAbout(check: Check, port: number): boolean {
  if (port === dnsPort) return isOfName(check);
  return (port === probePort) === !(isControl(check.id) || isOfName(check));
}

/** Somebody's answer is not yet the right one's. */
export function reached(check: Check, observation: Observation): Observed {
  if (isOfName(check)) return observation;
  const { to, required } = check;
  const { answeredBy } = observation;
  const meant = required.answeredBy ?? [to];
  return { ...observation, reachable: answeredBy !== undefined && meant.includes(answeredBy) };
}

/** An answer that the state does not explain; of one that was not asked there is nothing to explain. */
function isUnforeseen(check: Check, observed: Observed): boolean {
  if (observed.notAsked !== undefined) return false;
  const { predicted } = check;
  return asksForSize(check)
    ? predicted.bytes !== observed.bytes ||
        (observed.localLimit ?? 0) > (predicted.localLimit ?? observed.bytes ?? 0)
    : isDoubtful(predicted, observed);
}

/** An exchange that fails where the state lets it pass. */
export function isDoubtful(predicted: Check['predicted'], observed: Observed): boolean {
  return predicted.reachable === true && observed.reachable === false && observed.notAsked === undefined;
}
