/** The lesson on a terminal: questions wait there for an answer. Elsewhere nothing waits. */
import { wrapped } from '../../report';
import type { Introduction, Learner, StepPlace } from '../../run';
import { answerText, choicesText, farewell, introductionText, letterOf, resultNote } from './lesson-text';
import { type Streams, styleOf } from './streams';
import { typedLines } from './typed-lines';

/** Characters of a line of text at most: longer ones are hard to read. */
const mostWidth = 80;

/** A learner, who is said goodbye to, and whose terminal is given back. */
interface TerminalLearner extends Learner {
  /** What ends the whole lesson. */
  bye(): void;
  /** Reads no more. */
  end(): void;
}

/** A learner at the other end of these streams. */
export function terminalLearner({ stdout }: Streams): TerminalLearner {
  const style = styleOf(stdout);
  const width = Math.min(style.width ?? mostWidth, mostWidth);
  const lines = stdout.isTTY && process.stdin.isTTY ? typedLines(process.stdin) : undefined;
  const say = (text: string, after = '\n\n') => stdout.write(`${wrapped(text, width, 0)}${after}`);
  let asked: (Introduction & StepPlace) | undefined;
  let left = false;

  /** A line that is typed; undefined where nobody types any more. */
  const typed = async (prompt: string) => {
    stdout.write(prompt);
    const line = await lines?.next();
    left ||= line === undefined;
    return line;
  };

  const choice = async ({ choices }: Introduction): Promise<string | undefined> => {
    const letters = choices.map((_, i) => letterOf(i));
    while (!left) {
      const line = await typed(style.strong(`Your answer (${letters.join(', ')}; Enter to skip): `));
      if (!line) return undefined;
      const chosen = choices[letters.indexOf(line.toLowerCase())];
      if (chosen) return chosen.key;
    }
    return undefined;
  };

  return {
    left: () => left,
    async ask(begun) {
      asked = begun;
      say(introductionText(begun, style));
      stdout.write(`${wrapped(choicesText(begun, style), width)}\n\n`);
      return lines ? choice(begun) : undefined;
    },
    async hear(answer) {
      say(`${lines ? '\n' : ''}${resultNote(answer, style)}`);
      for (const part of answer.show(style)) if (part) stdout.write(`${wrapped(part, style.width)}\n\n`);
      say(answerText(answer, asked?.choices ?? [], style));
      if (lines && !answer.last) {
        await typed(style.strong('Enter to go on '));
        stdout.write('\n');
      }
    },
    bye: () => say(farewell(style), '\n'),
    end: () => lines?.end(),
  };
}
