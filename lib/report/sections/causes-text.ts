import type { Results } from '../../results';
import { counted, type Style } from '../style';
import { suspectLines } from '../suspects';

/** The causes of what failed, each with its remedy; empty where nothing did. */
export function causesText({ diagnoses: found }: Results, style: Style): string {
  if (found.length === 0) return '';
  const lines = found.flatMap((diagnosis, i) => [
    `  ${i + 1}. ${diagnosis.cause}.`,
    style.dim(`     explains ${counted(diagnosis.explains, 'failed check')}`),
    `     → ${diagnosis.remedy}`,
    ...suspectLines(diagnosis).map(({ what, look }) => `       - ${what}: ${style.dim(look)}`),
  ]);
  return [style.strong('Why'), ...lines].join('\n');
}
