import { MissingFeatureError } from '../../base/target-error';
import { type Testbed, testbed } from '../../testbed';
import { RunError } from '../run-error';
import { silent, type Watcher } from '../watcher';
import { labBench } from './lab-bench';
import type { LabAnswer, Learner, StepPlace } from './learner';
import type { Outcome, Step } from './step';
import { steps } from './steps';
import { answerOf, introductionOf, titleOf } from './text';
import { walkBench } from './walk-bench';

/** How the lesson is given. */
export interface LearnOptions {
  /** One step alone, by its name or its number from 1. @default all */
  readonly step?: string;
  /** Whether to build nothing and to walk the packets over the computed state. @default false */
  readonly predictOnly?: boolean;
  /** Has each lab built and tested: shows its progress, and ends it where that is interrupted. @default silent */
  readonly watch?: <T>(act: (watcher: Watcher) => Promise<T>) => Promise<T>;
}

/** The steps of the lesson, in their order. */
export function lessonSteps(): (StepPlace & { readonly title: string })[] {
  return places(steps).map(({ step, place }) => ({ ...place, title: titleOf(step) }));
}

/**
 * Gives the lesson: of each step the question first, then the lab that answers it. A lab is gone before its answer is heard.
 * Returns whether every lab said what the explanations are for.
 * @throws RunError where there is no such step, TargetError where this machine cannot build a lab
 */
export async function learn(
  learner: Learner,
  { step: wanted, predictOnly = false, watch = (act) => act(silent) }: LearnOptions = {},
): Promise<boolean> {
  let asMeant = true;
  const lesson = chosen(wanted);
  for (const { step, place } of lesson) {
    const planned = testbed(step.spec());
    const words = introductionOf(step, step.facts(planned));
    const given = await learner.ask({ ...words, ...place });
    if (learner.left?.()) break;
    const found = await watch((watcher) => outcomeOf(step, planned, predictOnly ? undefined : watcher));
    const { right, values, show, measured, lack } = found;
    const answer = { given, right, show, measured, lack, asMeant: right === words.explains };
    asMeant &&= answer.asMeant;
    const last = step === lesson.at(-1)?.step;
    await learner.hear({ ...answer, ...answerOf(step, values), last });
    if (learner.left?.()) break;
  }
  return asMeant;
}

/** What a lab says; where none is wanted, or this machine lacks what it needs, what the walk says. @param watcher undefined: none is wanted */
async function outcomeOf(
  step: Step,
  planned: Testbed,
  watcher: Watcher | undefined,
): Promise<Outcome & Pick<LabAnswer, 'measured' | 'lack'>> {
  const walked = async () => ({ ...(await step.run(walkBench, planned)), measured: false });
  if (!watcher) return walked();
  try {
    return { ...(await step.run(labBench(watcher), planned)), measured: true };
  } catch (error) {
    if (!(error instanceof MissingFeatureError)) throw error;
    return { ...(await walked()), lack: error.lack };
  }
}

function chosen(wanted: string | undefined) {
  const all = places(steps);
  if (wanted === undefined) return all;
  const found = all.filter(({ place }) => [place.name, `${place.number}`].includes(wanted));
  if (found.length === 0)
    throw new RunError({ code: 'unknown-step', step: wanted, known: steps.map(({ name }) => name) });
  return found;
}

function places(all: readonly Step[]): { readonly step: Step; readonly place: StepPlace }[] {
  return all.map((step, i) => ({ step, place: { name: step.name, number: i + 1, of: all.length } }));
}
