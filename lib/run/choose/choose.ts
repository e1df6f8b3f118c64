import { type Cni, type CniMode, cnis } from '../../cni';
import type { Subject } from '../../measure';
import { type Choice, choiceSchema, isMet, type ModeAnswers, type Ranking } from '../../report';
import { RunError } from '../run-error';
import { answerTo } from './answer';
import { type Need, needOf } from './need';
import { isPreference, type Preference, preferences } from './preferences';

/**
 * What was measured between eligible modes by one preference: groups of `CNI mode`, best first. Those between which no
 * difference was shown are in one group. Modes that were not measured are in none.
 */
export type Standings = (preference: Preference, isEligible: IsEligible) => MeasuredStandings | undefined;

/** Whether what was measured is of a mode, with a data plane, that meets all needs. */
export type IsEligible = (measured: Subject['cni']) => boolean;

/** Groups, and where they were measured. */
export interface MeasuredStandings {
  readonly groups: readonly (readonly string[])[];
  /** Whether it was in a lab, which shows what paths cost in one kernel and nothing of the CNI's own programs. */
  readonly inLab: boolean;
}

/** What somebody needs of a CNI, and would like best. */
export interface ChooseOptions {
  /** Ids of capabilities, and `kernel=VERSION`. @default none: every mode is eligible */
  readonly needs?: readonly string[];
  /** What the eligible modes are ranked by. @default nothing */
  readonly prefer?: readonly string[];
  /** @default nothing was measured, and nothing is ranked */
  readonly standings?: Standings;
}

/**
 * Every CNI in every mode: whether it meets all needs, and why not. Of those that do, what was measured: ties stay ties.
 * @throws RunError for a need or preference that there is not
 */
export function choose(
  { needs = [], prefer = [], standings }: ChooseOptions,
  plugins: readonly Cni[] = cnis,
): Choice {
  const words = [...new Set(needs)];
  const wanted = words.map(needOf);
  const modes = plugins.flatMap((cni) => cni.modes.map((mode) => answersOf(cni, mode, wanted)));
  const eligible = modes.filter((mode) => mode.eligible);
  return {
    schema: choiceSchema,
    needs: words,
    modes,
    rankings: [...new Set(prefer)].map(preferenceOf).map((one) => rankingOf(one, eligible, standings)),
  };
}

function answersOf(cni: Cni, mode: CniMode, needs: readonly Need[]): ModeAnswers {
  const labOnly = cni.deployment === undefined;
  const dataPlanes = cni.dataPlanes.map((dataPlane) => {
    const cells = cni.capabilities({ mode, dataPlane });
    const answers = needs.map((need) => answerTo(need, cells));
    const eligible = !labOnly && answers.every(isMet);
    return { dataPlane, eligible, answers };
  });
  const eligible = dataPlanes.some((one) => one.eligible);
  return { cni: cni.name, mode: mode.name, eligible, ...(labOnly && { labOnly }), dataPlanes };
}

function preferenceOf(word: string): Preference {
  if (isPreference(word)) return word;
  throw new RunError({
    code: 'unknown-preference',
    preference: word,
    known: preferences.map(({ id }) => id),
  });
}

function rankingOf(preference: Preference, eligible: readonly ModeAnswers[], standings?: Standings): Ranking {
  const measured = standings?.(preference, ({ name, mode, dataPlane }) =>
    eligible.some(
      (one) =>
        one.cni === name &&
        one.mode === mode &&
        one.dataPlanes.some((plane) => plane.eligible && plane.dataPlane === dataPlane),
    ),
  );
  const groups = measured?.groups.filter((group) => group.length > 0) ?? [];
  const ranked = new Set(groups.flat());
  return {
    preference,
    ...(measured && groups.length > 0 && { groups, ...(measured.inLab && { inLab: true }) }),
    unmeasured: eligible.map(({ cni, mode }) => `${cni} ${mode}`).filter((name) => !ranked.has(name)),
  };
}
