/** Why a run was refused, in the words of the command line: with the flag or argument that was typed. */
import { didYouMean } from '../../base/did-you-mean';
import { counted } from '../../report';
import type { RunProblem } from '../../run';
import { quoted } from './quoted';

/** Names that an error lists. */
const mostNames = 30;

/** Where a place was typed. */
const argumentOf = { from: 'FROM', to: 'TO', where: 'WHERE', host: '--host' } as const;

/** One sentence without its full stop. */
export function runProblemText(problem: RunProblem): string {
  switch (problem.code) {
    case 'lab-name':
      return `--name ${quoted(problem.name)}: a name is a DNS label: lower-case letters, digits and inner hyphens, at most 40`;
    case 'unknown-fault':
      return `there is no fault ${quoted(problem.fault)}. ${known(problem.fault, problem.known)}`;
    case 'unknown-fabric':
      return `--for ${quoted(problem.fabric)}: there is no export for it. ${known(problem.fabric, problem.known)}`;
    case 'unknown-target':
      return `--target ${quoted(problem.target)}: there is no such target to plan for. ${known(problem.target, problem.known)}`;
    case 'nothing-to-break':
      return `--fault ${quoted(problem.fault)}: ${problem.cni} ${problem.mode} has nothing that it could break here`;
    case 'fails-anyway':
      return `${counted(problem.failures, 'check')} of ${problem.cni} ${problem.mode} fail without any fault, so none would show; choose a CNI that works`;
    case 'no-such-family':
      return `--family ${problem.family}: ${problem.of === 'plan' ? `the plan has no such addresses; add --ip-family ${problem.family} or dual` : 'the lab has no such addresses'}`;
    case 'unknown-place':
      return `${argumentOf[problem.role]} ${quoted(problem.place)}: there is no such place. ${near(problem.place, problem.known)}Choose one of ${someOf(problem.known)}`;
    case 'unknown-step':
      return `--step ${quoted(problem.step)}: there is no such step. Choose one of 1 to ${problem.known.length}, or ${problem.known.join(', ')}`;
    case 'unknown-word':
      return `--words ${quoted(problem.word)}: no such word is explained. These are: ${problem.known.join(', ')}`;
    case 'unknown-capability':
      return `--need ${quoted(problem.capability)}: there is no such capability. ${known(problem.capability, problem.known)}`;
    case 'unknown-preference':
      return `--prefer ${quoted(problem.preference)}: there is no such preference. ${known(problem.preference, problem.known)}`;
    case 'not-a-kernel':
      return `--need ${quoted(problem.need)}: name a version of the kernel, such as kernel=5.10`;
    case 'size-of-tcp':
      return '--bytes with --trace: TCP chooses the sizes of its packets itself; add --protocol udp';
    case 'mode-without-cni':
      return `--mode ${quoted(problem.mode)}: say of which CNI, with --cni`;
    case 'unreadable-file':
      return `${quoted(problem.file)} cannot be read: ${problem.reason}`;
    case 'not-results':
      return `${quoted(problem.file)} cannot be used: ${problem.reason}`;
    case 'no-measurements':
      return `${quoted(problem.file)} holds no measurements: name a file of \`testbed measure --json\` or \`testbed lab --all --measure --json\``;
    case 'not-capture':
      return `${quoted(problem.file)} cannot be used: ${problem.reason}`;
    case 'no-captures':
      return `${quoted(problem.folder)} holds no captures: files whose names end in .json`;
    case 'too-few-runs':
      return problem.runs === 0
        ? `${quoted(`${problem.file}`)} holds no run`
        : `${quoted(`${problem.file}`)} holds one run: name the file of another, to compare it with`;
    case 'random-fault':
      return `--fault ${quoted(problem.fault)}: it is left to chance, which only a lab can show; leave --predict-only out`;
    case 'not-in-labs':
      return `--only ${problem.choice}: a lab has no Services, no policies and no kubelet; add --target kubernetes`;
    case 'not-together':
      return `--only ${problem.choice},${problem.other}: each would change what the other one measures; measure one after the other`;
    case 'one-cluster':
      return `--only ${problem.choice}: it is measured on one cluster at a time; name one --context`;
    case 'cycles-without-swaps':
      return '--cycles: each of these stacks has machines of its own, so that nothing is swapped; leave it out';
    case 'engine-without-bulk':
      return `--engine ${problem.engine}: it makes the bulk measurements alone; add bulk to --only, or leave --engine out`;
    case 'not-a-whole-number':
      return `--${problem.what} ${quoted(`${problem.value}`)}: it must be a whole number from ${problem.least} to ${problem.most}`;
  }
}

/** What was likely meant, else all that there are. */
function known(typed: string, names: readonly string[]): string {
  return didYouMean(typed, names) ?? `These are: ${names.join(', ')}`;
}

function near(typed: string, names: readonly string[]): string {
  const meant = didYouMean(typed, names);
  return meant ? `${meant} ` : '';
}

function someOf(names: readonly string[]): string {
  return `${names.slice(0, mostNames).join(', ')}${names.length > mostNames ? ', …' : ''}`;
}
