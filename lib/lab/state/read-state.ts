import type { Namespaces } from '../agent/netns';
import { type Answers, answersTo, furtherQuestions, knownAnswers } from './answers';
import { ask } from './ask';
import { knownAtOnce } from './known-at-once';
import { alone, firstQuestions, type HostToRead, type Question } from './questions';

/** What was found at a host. */
export interface HostState {
  /** RFC 3339. */
  readonly takenAt: string;
  readonly outputs: Answers;
}

/** Hosts whose questions one process asks, and such processes at one time: as most of the work is the kernel's, few. */
const inOneGo = 8;
const atOnce = 4;

/**
 * The state of these hosts, in their order.
 * @throws TargetError where a host's namespace has been removed
 */
export async function readState(
  namespaces: Namespaces,
  hosts: readonly HostToRead[],
): Promise<readonly HostState[]> {
  const states: HostState[] = [];
  let next = 0;
  const worker = async () => {
    for (let first = next; first < hosts.length; first = next) {
      next += inOneGo;
      const some = await readSome(namespaces, hosts.slice(first, next));
      some.forEach((state, i) => {
        states[first + i] = state;
      });
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return states;
}

/** What the kernel says at once, what programs say, and what follows from that. */
async function readSome(namespaces: Namespaces, hosts: readonly HostToRead[]): Promise<HostState[]> {
  const takenAt = new Date().toISOString();
  const known = hosts.map(({ namespace }) => namespaces.enter(namespace, knownAtOnce));
  const states = known.map((facts) => ({ takenAt, outputs: knownAnswers(facts) }));
  const askEach = (questionsOf: (place: number) => readonly Question[]) =>
    askHosts(hosts.map((host, i) => ({ ...host, answers: states[i]!.outputs, questions: questionsOf(i) })));
  await askEach((i) => firstQuestions(hosts[i]!, known[i]!));
  await askEach((i) => furtherQuestions(states[i]!.outputs, known[i]!));
  return states;
}

interface HostToAsk {
  readonly namespace: string;
  readonly questions: readonly Question[];
  /** Takes the answers. */
  readonly answers: Answers;
}

/** Asks all hosts. Where one of several questions to a process fails, each is asked alone, so that each has its own answer. */
async function askHosts(hosts: readonly HostToAsk[]): Promise<void> {
  const all = hosts.flatMap(({ namespace, answers, questions }) =>
    questions.map((question) => ({ ...question, namespace, answers })),
  );
  if (all.length === 0) return;
  const said = await ask(all);
  const failed = all.filter((question, i) => {
    const answers = answersTo(question, said[i]!);
    Object.assign(question.answers, answers);
    return answers === undefined;
  });
  await askHosts(
    failed.map(({ namespace, answers, lines }) => ({ namespace, answers, questions: lines.map(alone) })),
  );
}
