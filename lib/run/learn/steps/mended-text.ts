import { shellWords } from '../../../base/shell-words';
import { reachabilityMatrix, type Style } from '../../../report';
import { runVerdict } from '../../../results';
import type { Mended } from '../bench';

/** What was done about what failed, and what the lab says then; nothing where no lab was there to do it in. */
export function mendedText({ remedies, after }: Mended, style: Style): string[] {
  if (!after) return [];
  const { total, pass, skip } = after.summary;
  const verdict = runVerdict(after.summary) === 'pass' ? style.good('PASS') : style.bad('FAIL');
  return [
    [
      style.strong('Done in the lab, as it says'),
      ...remedies.map(({ where, command }) => `  on ${where}: ${shellWords(command)}`),
    ].join('\n'),
    `${reachabilityMatrix(after.checks, style)}\n\n${verdict} ${pass} of ${total - skip} checks pass now`,
  ];
}
