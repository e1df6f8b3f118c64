import { spread } from '../../base/spread';
import { paced, triesAgain } from '..';
import { answered, type Question } from './question';
import type { ReportedObservation } from './report';

/** Exchanges that one Job tries again, at most: a sample shows whether chance decides. */
const mostAgain = 40;

/**
 * What stands on plain packets: Services, names, policies. There a lost answer decides nothing where the exchange passes
 * every time after; between endpoints themselves a loss is what is looked for. A denial is a silence that lasts.
 */
const chanceForgiven: readonly ReportedObservation['asked'][] = [
  'service/cluster-ip',
  'service/node-port',
  'control/api-server',
  'control/kubelet',
  'dns',
  'egress/nat',
  'policy/allow',
  'policy/own-node',
  'policy/baseline-tier',
];

/** What became of an exchange that is tried again. */
interface Tried {
  asked: number;
  passed: number;
  /** The last answer that passed. */
  last?: ReportedObservation;
}

/**
 * The answers, and of those that failed, or of a sample of many, how often they pass when they are asked again, each time
 * from a new socket. Where chance decides nothing and all tries pass, the last one is the answer.
 */
export async function withTriesAgain(
  questions: readonly Question[],
  answers: readonly ReportedObservation[],
): Promise<ReportedObservation[]> {
  const failed = questions.filter((_, i) => !passed(answers[i]!) && answers[i]!.notAsked === undefined);
  const sample = new Map(
    spread(failed)
      .slice(0, mostAgain)
      .map((question): [Question, Tried] => [question, { asked: 0, passed: 0 }]),
  );
  const tries = [...sample.keys()].flatMap((question) => Array<Question>(triesAgain).fill(question));
  await paced(tries, async (question) => note(sample.get(question)!, await answered(question, true)));
  return answers.map((answer, i) => {
    const tried = sample.get(questions[i]!);
    if (!tried || tried.asked === 0) return answer;
    const again = { tries: tried.asked, passed: tried.passed };
    const forgiven = chanceForgiven.includes(answer.asked) && tried.passed === triesAgain;
    return { ...(forgiven ? tried.last! : answer), again };
  });
}

function note(tried: Tried, answer: ReportedObservation): void {
  if (answer.notAsked !== undefined) return;
  tried.asked += 1;
  if (!passed(answer)) return;
  tried.passed += 1;
  tried.last = answer;
}

/** Somebody else's answer is none; who may answer for a Service, and with what addresses for a name, the judge knows. */
function passed({ asked, answeredBy, addresses, reachable, to }: ReportedObservation): boolean {
  if (asked === 'dns') return addresses !== undefined;
  if (asked.startsWith('service/') || asked === 'egress/nat') return reachable === true;
  return answeredBy === to;
}
