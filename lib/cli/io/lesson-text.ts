/** How the lesson looks on a terminal. Its own words are data of lib/run/learn. */
import type { Style } from '../../report';
import type { Introduction, LabAnswer, StepPlace } from '../../run';

/** The letter of a choice, by its position from 0. */
export const letterOf = (position: number): string => String.fromCharCode('a'.charCodeAt(0) + position);

/** A step's heading and introduction. */
export function introductionText(
  { number, of, title, introduction }: Introduction & StepPlace,
  style: Style,
): string {
  return [style.strong(`Step ${number} of ${of}: ${title}`), ...introduction].join('\n\n');
}

/** A step's question with the answers that one can choose. */
export function choicesText({ question, choices }: Introduction, style: Style): string {
  const lines = choices.map(({ text }, i) => `  ${letterOf(i)}) ${text}`);
  return [`${style.strong('Question:')} ${question}`, ...lines].join('\n');
}

/** Where what follows is from. */
export function resultNote({ measured, lack }: LabAnswer, style: Style): string {
  if (measured) return style.dim('The lab was built and tested, and is gone again. It says:');
  const why = lack === undefined ? '' : style.warn(`No lab can be built for this step: ${lack}. `);
  return `${why}${style.dim('Nothing was built or measured. The walk over the computed state says:')}`;
}

/** Which choice is right, and why. */
export function answerText(
  { given, right, asMeant, explanation, commands }: LabAnswer,
  choices: Introduction['choices'],
  style: Style,
): string {
  const position = choices.findIndex(({ key }) => key === right);
  const correct = position < 0 ? 'none of these' : `${letterOf(position)}) ${choices[position]?.text}`;
  const verdict =
    given === undefined
      ? style.strong(`Answer: ${correct}.`)
      : given === right
        ? style.good(`✓ Right: ${correct}.`)
        : style.bad(`✗ Not so. The answer is ${correct}.`);
  const why = asMeant
    ? explanation
    : [style.warn('That is not what this lab should show: see above what failed, and run testbed doctor.')];
  const again = [style.dim('Try it yourself:'), ...commands.map((command) => `  ${command}`)].join('\n');
  return [verdict, ...why, again].join('\n\n');
}

/** What ends the lesson. */
export function farewell(style: Style): string {
  return [
    style.strong('Go on with'),
    '  testbed explain --words    the words of pod networking',
    '  testbed faults --list      more that can break; testbed lab --fault NAME shows it',
    '  testbed choose             which CNI and mode can do what you need',
  ].join('\n');
}
