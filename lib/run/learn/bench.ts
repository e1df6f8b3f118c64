/** Where a lesson's clusters stand: in labs, which are gone when the answer is shown, or nowhere, where packets are walked. */
import type { Command } from '../../diagnosis/mend';
import type { TestbedSpec } from '../../plan';
import type { Comparison, Results } from '../../results';
import type { HostCommand } from '../../state';
import type { FaultChoice } from '../lab/one-fault';
import type { Exchange, Explained } from '../packet/exchange';
import type { Traced } from '../packet/trace';

/** A cluster that was broken, and mended by what its report says. */
export interface Mended {
  /** What broke it; empty where it was so from the start. */
  readonly broken: readonly HostCommand[];
  readonly results: Results;
  /** The remedies of its report. */
  readonly remedies: readonly Command[];
  /** What is left when they were run; absent where no lab was built. */
  readonly after?: Results;
}

/** What steps have done. */
export interface Bench {
  /** Tests every pair of a cluster. */
  test(spec: TestbedSpec): Promise<Results>;
  /** Breaks a cluster by hand, tests it, does what the report says, and tests it again. @param fault what to break. @default nothing */
  mend(spec: TestbedSpec, fault?: FaultChoice): Promise<Mended>;
  /** Tests a cluster with every CNI in every mode. */
  everyMode(spec: TestbedSpec): Promise<Comparison>;
  /** Sends a packet, and captures it wherever it passes; where no lab is built it is only walked. */
  follow(spec: TestbedSpec, exchange: Exchange): Promise<Explained | Traced>;
}
