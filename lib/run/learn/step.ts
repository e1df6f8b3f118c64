/** What a step of the lesson is: a lab that is built, a question before it, and what the lab says to it. */
import type { TestbedSpec } from '../../plan';
import type { Style } from '../../report';
import type { Testbed } from '../../testbed';
import type { Bench } from './bench';

/** What placeholders of a text stand for. */
export type Values = Readonly<Record<string, string>>;

/** A step of the lesson. Its words are in the file of its name, `steps/NAME.yaml`. */
export interface Step {
  readonly name: string;
  /** What is built. */
  readonly spec: () => TestbedSpec;
  /** What its introduction, its question and its choices name. */
  facts(planned: Testbed): Values;
  /** Builds the lab, and finds in its results what is right. @throws TargetError where this machine cannot build it */
  run(bench: Bench, planned: Testbed): Promise<Outcome>;
}

/** What the lab says. */
export interface Outcome {
  /** Key of the choice that is right. */
  readonly right: string;
  /** What its answer names. */
  readonly values: Values;
  /** What is seen of the results, in parts. */
  show(style: Style): readonly string[];
}
