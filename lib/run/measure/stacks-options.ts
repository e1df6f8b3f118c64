import type { Measurements } from '../../measure';
import type { UpMachinesOptions } from '../machines/up-machines';
import type { MeasureClustersOptions } from './cluster-options';

/** How stacks are measured, and what is heard of those that have the same machines one after the other. */
export interface MeasureStacksOptions extends MeasureClustersOptions {
  /** How often stacks of the same machines are measured there and back (A B B A), with a swap between. @default 1 */
  readonly cycles?: number;
  /** Called for what happens around the swaps of machines. @default nothing is called */
  readonly onSwap?: (event: SwapEvent) => void;
  /** What is heard during a swap. @default nothing is called */
  readonly swapping?: Omit<UpMachinesOptions, 'stack'>;
  /**
   * Called with what was measured where a swap or a measurement fails, or an interrupt ends the run between machines that are
   * swapped; the run ends when it is done. @default it is lost
   */
  readonly onCut?: (measured: Measurements) => Promise<void>;
}

/** What happens around swaps, in the order of time. Times are in milliseconds. */
export type SwapEvent =
  /** Before anything changes. `runs`: the stack whose cluster the machines have; none: nothing stands there. */
  | { readonly code: 'plan'; readonly swaps: number; readonly visits: number; readonly runs?: string }
  /** The machines are about to be given to this one. */
  | { readonly code: 'swap'; readonly number: number; readonly of: number; readonly to: string }
  | { readonly code: 'swapped'; readonly to: string; readonly durationMs: number }
  | {
      readonly code: 'visit';
      readonly number: number;
      readonly of: number;
      readonly stack: string;
      readonly blocks: number;
      /** Since the run began. */
      readonly elapsedMs: number;
    }
  /** The end, however it came. `stack`: what the machines run; with `onItsWay`: what they were being given. */
  | { readonly code: 'end'; readonly stack: string; readonly onItsWay: boolean };

/** How often stacks are measured there and back where nothing is said. */
export const defaultCycles = 1;
