import type { Measurements } from '../measure';
import { type Comparison, checkJson, natJson, type Results } from '../results';

/** Characters of a piece. */
const portion = 1 << 20;

/** A results file in pieces, a check a line: large runs pass what one string can hold. */
export function* jsonReport({ checks, nat, ...rest }: Results): Generator<string> {
  const head = JSON.stringify({ ...rest, nat: nat.map(natJson) }, null, 2);
  let text = `${head.slice(0, head.lastIndexOf('\n}'))},\n  "checks": [`;
  for (const [i, check] of checks.entries()) {
    text += `${i === 0 ? '' : ','}\n    ${JSON.stringify(checkJson(check))}`;
    if (text.length > portion) {
      yield text;
      text = '';
    }
  }
  yield `${text}\n  ]\n}\n`;
}

/** The file of several runs likewise, a check a line. */
export function* comparisonJson({ runs, measurements, ...rest }: Comparison): Generator<string> {
  yield `${JSON.stringify(rest).slice(0, -1)},"runs":[\n`;
  for (const [i, run] of runs.entries()) {
    if (i > 0) yield ',\n';
    yield* jsonReport(run);
  }
  yield measurements ? `],"measurements":${measurementsJson(measurements)}}\n` : ']}\n';
}

/** A measurements file, a sample a line. */
export function measurementsJson({ blocks, ...rest }: Measurements): string {
  const lines = blocks.map(({ samples, ...block }) => {
    const own = samples.map((sample) => `  ${JSON.stringify(sample)}`).join(',\n');
    return `${JSON.stringify(block).slice(0, -1)},"samples":[\n${own}\n]}`;
  });
  return `${JSON.stringify(rest).slice(0, -1)},"blocks":[\n${lines.join(',\n')}\n]}\n`;
}
