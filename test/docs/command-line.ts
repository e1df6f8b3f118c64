/** Commands of the docs: what each is made of, whether it can be run here, and what it should end with. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { packageRoot } from '../../lib/base/package-root';
import { printing } from '../../lib/cli/io/streams';
import { testbedProgram } from '../../lib/cli/testbed-program';
import type { Page } from './pages';

/** A command of a page. */
export interface Shown {
  readonly page: string;
  readonly line: number;
  /** As the shell takes it. */
  readonly text: string;
  /** What the page shows of its output; undefined: nothing is shown. */
  readonly output?: readonly string[];
  /** The exit code that its comment names. @default 0 */
  readonly code: number;
  /** Features of `testbed doctor`. */
  readonly needs: readonly string[];
}

/** The commands of a page's blocks: `sh` holds commands alone, `console` holds `$ command` and the output. */
export function commandsOf({ path, blocks }: Page): Shown[] {
  return blocks.flatMap(({ language, needs, line: first, lines }) => {
    if (language !== 'sh' && language !== 'console') return [];
    const commands: (Shown & { output?: string[] })[] = [];
    for (const [i, line] of lines.entries()) {
      const typed = language === 'sh' ? line : /^\$ (.*)$/.exec(line)?.[1];
      if (typed === undefined) commands.at(-1)?.output?.push(line);
      else if (withoutComment(typed) !== '')
        commands.push({
          page: path,
          line: first + i,
          text: withoutComment(typed),
          code: Number(/#.*exit code (\d)/.exec(typed)?.[1] ?? 0),
          needs,
          ...(language === 'console' && { output: [] }),
        });
    }
    return commands;
  });
}

const withoutComment = (line: string) => line.replace(/(^|\s)#\s.*$/, '').trim();

/** The simple commands of a line, each a list of words: what stands between `|`, `&&` and `;`. */
export function simpleCommands(text: string): string[][] {
  const words = text.match(/'[^']*'|"[^"]*"|&&|[|;]|[^\s|;&]+/g) ?? [];
  const commands: string[][] = [[]];
  for (const word of words) {
    if (/^(&&|[|;])$/.test(word)) commands.push([]);
    else commands.at(-1)?.push(word.replace(/^['"]|['"]$/g, ''));
  }
  return commands.map(withoutLauncher);
}

/** `npx testbed …` and `npm run -s testbed -- …` are `testbed …`; so are those with variables before them. */
function withoutLauncher(words: string[]): string[] {
  const rest = words.slice(words.findIndex((word) => !/^[A-Z_]+=/.test(word)));
  const line = rest.join(' ');
  const launched = /^(npx|npm run -s testbed --) /.exec(line)?.[0].trim().split(' ').length;
  return launched !== undefined && !line.startsWith('npx cdktf') && !line.startsWith('npx jest')
    ? ['testbed', ...rest.slice(launched).filter((word, i) => i > 0 || word !== 'testbed')]
    : rest;
}

/** What the tests run: no account, no cluster, no change of the project's own folder. */
export function runsHere(text: string): boolean {
  return simpleCommands(text).every(([program = '', ...words]) =>
    program === 'testbed' ? isLocal(words) : filters.has(program),
  );
}

const filters = new Set(['sed', 'grep', 'sort', 'tail', 'head', 'cat', 'cd', 'mkdir']);
/** Too long for a test of the docs; .ci/run and tests of their own run them. */
const long = [/^learn$/, /^faults$/, /^faults --cni/, /^lab --all/, /^choose .*--measurements/];
const local =
  /^(lab|learn|plan|explain|up|test|measure|diff|exec|capture|ls|down|report|compare|choose|faults|init|schema|export|doctor|clean|completion|--help|--version)$/;

function isLocal(words: readonly string[]): boolean {
  const line = words.join(' ');
  const cluster = line.includes('--target kubernetes') && !line.includes('--dry-run');
  if (/^measure [a-z]/.test(line)) return false; // a stack on a cloud
  return local.test(words[0] ?? '') && !cluster && !long.some((pattern) => pattern.test(line));
}

/** Whether it builds a lab or looks into one. */
export function needsLab(text: string): boolean {
  return simpleCommands(text).some(
    ([program, verb = '', ...words]) =>
      program === 'testbed' &&
      (/^(up|exec|down|measure)$/.test(verb) ||
        (verb === 'capture' && !words.includes('--script')) ||
        (/^(lab|learn|faults)$/.test(verb) && !words.includes('predicted') && !words.includes('--list')) ||
        (verb === 'test' && !words.includes('--dry-run')) ||
        words.includes('--trace')),
  );
}

/** Why a command cannot be as it is written; undefined where each part of it exists. */
export function objection(text: string): string | undefined {
  for (const [program = '', ...words] of simpleCommands(text)) {
    const found = checks[program]?.(words);
    if (!(program in checks) && !filters.has(program)) return `nothing here tries ${program}`;
    if (found) return `${[program, ...words].join(' ')}: ${found}`;
  }
  return undefined;
}

const scripts: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(join(packageRoot, 'package.json'), 'utf8'),
).scripts;

/** What can be said of a program's words without running it: what needs an account, a cluster or much time. */
const installed = 'node_modules/cni-testbed/';

const checks: Readonly<Record<string, (words: readonly string[]) => string | undefined>> = {
  testbed: (words) => optionProblem(words),
  npm: ([verb = '', ...words]) => {
    const script = verb === 'run' ? words.find((word) => !word.startsWith('-')) : verb;
    if (/^(ci|install|pack)$/.test(verb)) return undefined;
    return script !== undefined && script in scripts ? undefined : 'package.json has no such script';
  },
  npx: ([program, verb = '', stack]) => {
    if (program === 'jest') return undefined;
    if (!/^(synth|deploy|destroy)$/.test(verb)) return 'the docs use synth, deploy and destroy only';
    return stack === undefined || /^((aws|local|machines)-(flannel|calico|cilium)|local-none)$/.test(stack)
      ? undefined
      : 'no such stack';
  },
  /** What is copied out of the installed package must be in it. */
  cp: (words) =>
    words.some(
      (word) => word.startsWith(installed) && !existsSync(join(packageRoot, word.slice(installed.length))),
    )
      ? 'no such file in the package'
      : undefined,
  terraform: () => undefined,
  kubectl: () => undefined,
  kind: () => undefined,
  bash: () => undefined,
  export: () => undefined,
  node: () => undefined,
  jq: () => undefined,
  'probes/collect.sh': () => undefined,
  '.ci/run': () => undefined,
};

/** All commands, as they are given to whoever runs `testbed`. */
const program = (): Command =>
  testbedProgram(
    printing({ stdout: process.stdout, stderr: process.stderr }),
    () => {},
    (text) => text,
  );

/** Why the command line would not take these words; undefined where it would. */
function optionProblem(words: readonly string[], command = program()): string | undefined {
  const [first = '', ...rest] = words;
  const inner = command.commands.find((one) => one.name() === first);
  if (inner) return optionProblem(rest, inner);
  if (command.commands.length > 0 && first !== '' && !first.startsWith('-'))
    return `there is no command ${first}`;
  const quiet = { outputError: () => {}, writeErr: () => {} };
  try {
    const { unknown } = command
      .exitOverride()
      .configureOutput(quiet)
      .parseOptions([...words]);
    return unknown.find((word) => !/^(-h|--help|--version)$/.test(word));
  } catch (error) {
    return (error as Error).message;
  }
}

/** Every option of every command, as `lab --cni`. */
export function allOptions(command = program(), path = ''): string[] {
  return [
    ...command.options.map(({ long }) => `${path}${long}`),
    ...command.commands.flatMap((inner) => allOptions(inner, `${path}${inner.name()} `)),
  ];
}
