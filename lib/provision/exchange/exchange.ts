import { TargetError } from '../../base/target-error';
import type { StackCommands } from './commands';

/** Where a deployed stack's exchange is, by the names of the stack's outputs that say so, such as bucket and region. */
export type Place<Output extends string = string> = Readonly<Record<Output, string>>;

/** What a stack's machines leave for whoever watches them, and what the deploy left for them: objects by key. */
export interface Exchange {
  /** The object's text; `undefined` where there is none. @throws TargetError where it cannot be read; PassingError where that may pass */
  read(key: string): Promise<string | undefined>;
  /** Keys that start so, each with a tag that changes with the content. @throws likewise */
  list(prefix: string): Promise<ReadonlyMap<string, string>>;
  /** Ends its connections. */
  close(): Promise<void>;
}

/** How a cloud's stacks exchange files with their user. A place has a value for each of the outputs. */
export interface CloudExchange<Output extends string = string> {
  /** Names of the stack's outputs that make a place. */
  readonly outputs: readonly Output[];
  /** Opens the exchange of a stack; connects at the first use. */
  open(stack: string, place: Place<Output>): Exchange;
  /** Where people find the exchange; an object's key follows after a slash. */
  urlOf(place: Place<Output>): string;
  /** Where people see what a machine that never reported does, such as its serial console. */
  readonly console: string;
  /** What its user does after a boot that failed. @default what one does with a stack of Terraform's */
  readonly afterFailure?: {
    /** Where the machine tries no more. */
    readonly final: string;
    /** Where it goes on trying. */
    readonly goesOn: string;
  };
  /** What its user does next with a stack. @default what one does with a stack of Terraform's: see commandsOf */
  readonly commands?: StackCommands;
  /** The command that opens a session on a machine. */
  readonly session: string;
}

/** What may be over at the next look: a network that is away, a service that is busy. */
export class PassingError extends TargetError {}

/** The environment variable that says the same as the output: TESTBED_BUCKET for `bucket`. */
export const variableOf = (output: string): string => `TESTBED_${output.toUpperCase()}`;

/** A place as environment variables, for a command that runs while the outputs are not written yet. */
export function placeEnvironment(place: Place): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(place).map(([output, value]) => [variableOf(output), value]));
}
