import { paced, triesAgain } from '../../prober';
import { spread } from '../../spread';
import { answered, type Question } from './question';
import type { ReportedObservation } from './report';

/** Exchanges that one Job tries again, at the most: a sample tells whether chance decides. */
const mostAgain = 40;

/** The answers, and of those that failed, or of a sample of many, how often they pass when they are asked again. */
export async function withTriesAgain(
  questions: readonly Question[],
  answers: readonly ReportedObservation[],
): Promise<ReportedObservation[]> {
  const failed = questions.filter((_, i) => !passed(answers[i]!));
  const sample = new Map(
    spread(failed)
      .slice(0, mostAgain)
      .map((question) => [question, 0]),
  );
  const tries = [...sample.keys()].flatMap((question) => Array<Question>(triesAgain).fill(question));
  await paced(tries, async (question) => {
    if (passed(await answered(question))) sample.set(question, sample.get(question)! + 1);
  });
  return answers.map((answer, i) => {
    const count = sample.get(questions[i]!);
    return count === undefined ? answer : { ...answer, again: { tries: triesAgain, passed: count } };
  });
}

/** Somebody else's answer is none. */
const passed = ({ answeredBy, to }: ReportedObservation) => answeredBy === to;
