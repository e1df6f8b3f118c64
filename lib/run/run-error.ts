import type { Family } from '../net';

/** Why a run was refused: what was asked for does not fit together, or does not exist. */
export type RunProblem =
  | { readonly code: 'lab-name'; readonly name: string }
  | { readonly code: 'unknown-fault'; readonly fault: string; readonly known: readonly string[] }
  | { readonly code: 'unknown-fabric'; readonly fabric: string; readonly known: readonly string[] }
  | { readonly code: 'unknown-target'; readonly target: string; readonly known: readonly string[] }
  | {
      readonly code: 'nothing-to-break';
      readonly fault: string;
      readonly cni: string;
      readonly mode: string;
    }
  | { readonly code: 'fails-anyway'; readonly failures: number; readonly cni: string; readonly mode: string }
  | { readonly code: 'no-such-family'; readonly family: Family; readonly of: 'plan' | 'lab' }
  | {
      readonly code: 'unknown-place';
      /** Which of the places that were asked for: the sender, the receiver, where a command is to run, or what is to be captured. */
      readonly role: 'from' | 'to' | 'where' | 'host';
      readonly place: string;
      readonly known: readonly string[];
    }
  | { readonly code: 'unknown-step'; readonly step: string; readonly known: readonly string[] }
  | { readonly code: 'unknown-word'; readonly word: string; readonly known: readonly string[] }
  | { readonly code: 'unknown-capability'; readonly capability: string; readonly known: readonly string[] }
  | { readonly code: 'unknown-preference'; readonly preference: string; readonly known: readonly string[] }
  | { readonly code: 'not-a-kernel'; readonly need: string }
  | { readonly code: 'size-of-tcp' }
  | { readonly code: 'mode-without-cni'; readonly mode: string }
  | { readonly code: 'unreadable-file'; readonly file: string; readonly reason: string }
  | { readonly code: 'not-results'; readonly file: string; readonly reason: string }
  | { readonly code: 'no-measurements'; readonly file: string }
  | { readonly code: 'not-capture'; readonly file: string; readonly reason: string }
  | { readonly code: 'no-captures'; readonly folder: string }
  /** There is nothing to compare: the files hold no run, or one. */
  | { readonly code: 'too-few-runs'; readonly file?: string; readonly runs: number }
  /** The walk cannot show it: chance decides which packets get lost. */
  | { readonly code: 'random-fault'; readonly fault: string }
  /** A measurement that takes a cluster's Services or policies. */
  | { readonly code: 'not-in-labs'; readonly choice: string }
  /** Each would change what the other one measures. */
  | { readonly code: 'not-together'; readonly choice: string; readonly other: string }
  /** A measurement of one cluster alone. */
  | { readonly code: 'one-cluster'; readonly choice: string; readonly clusters: number }
  /** Stacks are measured there and back where they have the same machines, and these have not. */
  | { readonly code: 'cycles-without-swaps' }
  /** Another program makes the bulk measurements alone, and there are none to make. */
  | { readonly code: 'engine-without-bulk'; readonly engine: string }
  | {
      readonly code: 'not-a-whole-number';
      readonly what: 'sample' | 'seed' | 'bytes' | 'blocks';
      readonly value: unknown;
      readonly least: number;
      readonly most: number;
    };

/** A run was refused before anything was built. Programs read `problem`, people the message. */
export class RunError extends Error {
  constructor(readonly problem: RunProblem) {
    super(sentence(problem));
    this.name = 'RunError';
  }
}

function sentence(problem: RunProblem): string {
  switch (problem.code) {
    case 'lab-name':
      return `${quoted(problem.name)} cannot name a lab: a name is a DNS label of at most 40 characters`;
    case 'unknown-fault':
      return `there is no fault ${quoted(problem.fault)}; the faults are ${problem.known.join(', ')}`;
    case 'unknown-fabric':
      return `there is no export for ${quoted(problem.fabric)}; the fabrics are ${problem.known.join(', ')}`;
    case 'unknown-target':
      return `there is no plan for the target ${quoted(problem.target)}; the targets are ${problem.known.join(', ')}`;
    case 'nothing-to-break':
      return `${problem.cni} ${problem.mode} has nothing that the fault ${problem.fault} could break`;
    case 'fails-anyway':
      return `${problem.failures} checks of ${problem.cni} ${problem.mode} fail without a fault, so no fault would show`;
    case 'no-such-family':
      return `the ${problem.of} has no ${problem.family} addresses`;
    case 'unknown-place':
      return `there is no place ${quoted(problem.place)}; the places are ${problem.known.join(', ')}`;
    case 'unknown-step':
      return `the lesson has no step ${quoted(problem.step)}; the steps are ${problem.known.join(', ')}`;
    case 'unknown-word':
      return `no word ${quoted(problem.word)} is explained; the words are ${problem.known.join(', ')}`;
    case 'unknown-capability':
      return `there is no capability ${quoted(problem.capability)}; the capabilities are ${problem.known.join(', ')}`;
    case 'unknown-preference':
      return `there is no preference ${quoted(problem.preference)}; the preferences are ${problem.known.join(', ')}`;
    case 'not-a-kernel':
      return `${quoted(problem.need)} names no kernel: it is written kernel=5.10`;
    case 'size-of-tcp':
      return 'TCP chooses the sizes of its packets itself: send UDP to choose one';
    case 'mode-without-cni':
      return `the mode ${quoted(problem.mode)} says nothing without the name of its CNI`;
    case 'unreadable-file':
      return `${quoted(problem.file)} cannot be read: ${problem.reason}`;
    case 'not-results':
      return `${quoted(problem.file)} holds no results: ${problem.reason}`;
    case 'no-measurements':
      return `${quoted(problem.file)} holds no measurements`;
    case 'not-capture':
      return `${quoted(problem.file)} holds no capture that can be read: ${problem.reason}`;
    case 'no-captures':
      return `the folder ${quoted(problem.folder)} holds no captures: files whose names end in .json`;
    case 'too-few-runs':
      return problem.runs === 0
        ? 'there is no run to compare'
        : `${quoted(`${problem.file}`)} holds one run, and there is none to compare it with`;
    case 'random-fault':
      return `the fault ${problem.fault} is left to chance, which only a lab can show`;
    case 'not-in-labs':
      return `a lab has nothing to measure of ${problem.choice}: that takes a Kubernetes cluster`;
    case 'not-together':
      return `${problem.choice} and ${problem.other} cannot be measured in one run: each would change what the other one measures`;
    case 'one-cluster':
      return `${problem.choice} is measured on one cluster at a time, and ${problem.clusters} are named`;
    case 'cycles-without-swaps':
      return 'cycles are of stacks on the same machines, and each of these has its own';
    case 'engine-without-bulk':
      return `${problem.engine} makes the bulk measurements alone, and none are asked for`;
    case 'not-a-whole-number':
      return `${problem.what} is ${problem.value}: it must be a whole number from ${problem.least} to ${problem.most}`;
  }
}

const quoted = (text: string) => JSON.stringify(text);

/** @throws RunError where the value is no whole number within the limits; undefined is left to its default */
export function refuseUnlessWhole(
  what: Extract<RunProblem, { code: 'not-a-whole-number' }>['what'],
  value: unknown,
  least: number,
  most = 999_999_999,
): void {
  const fits = Number.isInteger(value) && Number(value) >= least && Number(value) <= most;
  if (value !== undefined && !fits)
    throw new RunError({ code: 'not-a-whole-number', what, value, least, most });
}
