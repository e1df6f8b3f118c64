import type { Style } from '../../report';
import type { Introduction } from './text';

/** Who takes the lesson. */
export interface Learner {
  /** A step begins. Returns the key of the choice that was made; undefined: nobody was asked. */
  ask(begun: Introduction & StepPlace): Promise<string | undefined>;
  /** The lab was built and has answered. Resolves when it is time to go on. */
  hear(answer: LabAnswer): Promise<void>;
  /** Whether nobody is there any more: the lesson ends. @default false */
  left?(): boolean;
}

/** Where in the lesson a step is. */
export interface StepPlace {
  readonly name: string;
  /** Counted from 1. */
  readonly number: number;
  readonly of: number;
}

/** What the lab says to a question. */
export interface LabAnswer {
  /** The choice that was made; undefined: none. */
  readonly given?: string;
  /** Key of the choice that is right. */
  readonly right: string;
  /** Whether that is the one which the explanation is for. */
  readonly asMeant: boolean;
  /** Whether a lab was built; else packets were walked over the computed state. */
  readonly measured: boolean;
  /** What this machine lacks for the lab. @default nothing, or none was wanted */
  readonly lack?: string;
  /** Whether no other step follows. */
  readonly last: boolean;
  /** Paragraphs. */
  readonly explanation: readonly string[];
  /** What is seen of the results, in parts. */
  readonly show: (style: Style) => readonly string[];
  /** Commands by which one does the same. */
  readonly commands: readonly string[];
}
