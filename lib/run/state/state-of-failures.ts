import type { CheckResult } from '../../check';
import type { Host } from '../../datapath';
import type { Lab } from '../../lab/lab';
import type { RunOutcome } from '../../results';
import { type Difference, type Reading, sameText } from '../../state';
import type { Capture } from '../../state/capture';
import { hostsOnWays } from './hosts-on-ways';
import { readDifferences, readLab } from './read-lab';
import { traceUnexplained } from './trace-unexplained';

/**
 * The state of the hosts on the ways of what fails. It is read between a failure and its next try, and at the end: what
 * changed meanwhile may not be what the failure met.
 */
export class StateOfFailures {
  private first?: { readonly hosts: readonly Host[]; readonly differences: readonly Difference[] };

  constructor(
    private readonly lab: Lab,
    private readonly keep: (captures: readonly Capture[]) => void,
  ) {}

  /** Reads what decides about these checks, which have just failed. */
  async before(failures: readonly CheckResult[]): Promise<void> {
    const hosts = this.hostsOf(failures);
    this.first = { hosts, differences: await readDifferences(this.lab, hosts) };
  }

  /** What is known in the end; nothing where nothing failed. */
  async after(checks: readonly CheckResult[]): Promise<Pick<RunOutcome, 'state' | 'changed'>> {
    const failures = checks.filter(({ verdict }) => verdict === 'fail');
    if (failures.length === 0) return {};
    const { captures, reading } = await readLab(this.lab, this.hostsOf(failures));
    this.keep(captures);
    const lost = await traceUnexplained(this.lab, reading, failures);
    return { state: { ...reading, ...(lost && { lost }) }, changed: this.changedSince(reading) };
  }

  /** Hosts that differ from the computed state otherwise than they did. */
  private changedSince({ hosts, differences, expected }: Reading): string[] {
    if (!this.first) return [];
    const last = [...differences, ...expected.map(({ difference }) => difference)];
    const textsOf = (all: readonly Difference[], host: string) =>
      all
        .flatMap((one) => (one.host === host ? [sameText(one)] : []))
        .sort()
        .join();
    const before = new Set(this.first.hosts.map(({ name }) => name));
    const { differences: earlier } = this.first;
    return hosts
      .map(({ name }) => name)
      .filter((name) => before.has(name) && textsOf(earlier, name) !== textsOf(last, name));
  }

  private hostsOf(failures: readonly CheckResult[]): Host[] {
    return hostsOnWays(this.lab.testbed.datapath, failures);
  }
}
