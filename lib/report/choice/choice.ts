/** Which CNIs and modes meet what somebody needs, as data. */

/** Its file's schema. */
export const choiceSchema = 'cni-testbed/choice/v1';

/** Whether one need is met by one CNI in one mode and data plane. */
export interface Answer {
  /** As it was given: `policies`, `kernel=5.10`. */
  readonly need: string;
  /** `partly` is met, as far as the note says; `unverified` is not met: nobody says so of this version. */
  readonly standing: 'yes' | 'partly' | 'no' | 'unverified';
  /** The version of the CNI that this holds for. */
  readonly version: string;
  /** The oldest kernel that it asks for. @default not asked, or not known */
  readonly least?: string;
  /** First version that had it. @default not known */
  readonly since?: string;
  /** What must be set beside what the testbed installs. @default nothing */
  readonly setting?: string;
  /** What one should know besides, without a full stop. @default nothing */
  readonly note?: string;
  /** The page that says so. @default nothing was found */
  readonly source?: string;
}

/** Whether the need is met, if only in part. */
export const isMet = ({ standing }: Pick<Answer, 'standing'>) => standing === 'yes' || standing === 'partly';

/** The answers of one mode with one data plane. */
export interface DataPlaneAnswers {
  readonly dataPlane: string;
  /** Whether every need is met. */
  readonly eligible: boolean;
  readonly answers: readonly Answer[];
}

/** The answers of one mode. */
export interface ModeAnswers {
  readonly cni: string;
  readonly mode: string;
  /** Whether every need is met with some data plane. */
  readonly eligible: boolean;
  /** It is on no real cluster, whatever it can do. @default false */
  readonly labOnly?: boolean;
  readonly dataPlanes: readonly DataPlaneAnswers[];
}

/** The eligible modes by one preference. */
export interface Ranking {
  readonly preference: string;
  /** Best first, each by `CNI mode`; those between which no difference was shown are in one group. @default nothing was measured */
  readonly groups?: readonly (readonly string[])[];
  /** Whether they were measured in a lab: what paths cost in one kernel, not the CNI's throughput. @default false */
  readonly inLab?: boolean;
  /** Eligible modes that were not measured. */
  readonly unmeasured: readonly string[];
}

/** What is eligible, and what was measured between those. */
export interface Choice {
  readonly schema: typeof choiceSchema;
  readonly needs: readonly string[];
  readonly modes: readonly ModeAnswers[];
  readonly rankings: readonly Ranking[];
}
