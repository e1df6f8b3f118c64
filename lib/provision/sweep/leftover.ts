import type { NeededProgram } from '../reach/reach';

/** Something that carries a stack's tags and that the stack's state knows nothing of. */
export interface Leftover {
  /** What the cloud calls it, such as i-0123456789abcdef0. */
  readonly id: string;
  /** Such as `instance`. */
  readonly kind: string;
  /** More for people, such as its name and type; may be empty. */
  readonly about: string;
  /** US dollars an hour, where it costs something and the price is known. */
  readonly hourUsd?: number;
  /** @throws TargetError where the cloud does not */
  remove(): Promise<void>;
}

/** What a stack that was synthesized here is: as Terraform reads it, and as its state knows it. */
export interface SweptStack {
  readonly stack: string;
  /** The content of its cdk.tf.json. */
  readonly json: unknown;
  /** Resources of its state: type and values of each. None where there is no state. */
  readonly known: readonly KnownResource[];
}

/** A resource that the state knows. */
export interface KnownResource {
  readonly type: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** How a cloud finds what a deploy has left that was killed. */
export interface CloudSweep {
  /** Programs that it takes on the user's machine. */
  readonly programs: readonly NeededProgram[];
  /** In the order in which they can be removed. @throws TargetError where the cloud cannot be asked */
  find(stack: SweptStack): Promise<readonly Leftover[]>;
}
