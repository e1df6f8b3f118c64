/** How soon a new pod is answered: the first thing that its program does is to ask. */
import type { Place } from '../../prober/measure/ask';
import { paces } from '../../prober/measure/job/paces';
import { type FirstPacket, measureReportSchema } from '../../prober/measure/job/report';
import { firstAnswer } from '../../prober/measure/pulse/first-answer';

/** After that time nobody answers, in milliseconds. */
const patienceMs = 30_000;

/** Asks a measuring server over and over, until it answers the first time. @param begunMs when this program began, by its clock */
export async function firstPacket(
  server: Place,
  node: string,
  begunMs = performance.timeOrigin,
): Promise<FirstPacket> {
  const answeredMs = await firstAnswer(server, paces.first, AbortSignal.timeout(patienceMs));
  return {
    ...{ report: 'first-packet', schema: measureReportSchema, node, begunMs },
    ...(answeredMs === undefined ? {} : { answeredMs }),
  };
}
