/** How soon a policy holds for a new pod: it tries what is allowed and what is forbidden from its first instruction on. */
import { familyOf } from '../../net/family';
import { paces } from '../../prober/measure/job/paces';
import { type Isolation, measureReportSchema } from '../../prober/measure/job/report';
import { pulse } from '../../prober/measure/pulse/pulse';
import { firstAnswerMs, isOpenAtEnd, lastAnswerMs } from '../../prober/measure/pulse/read-pulse';

/** How long it is tried, in milliseconds: an agent that has programmed nothing by then is found. */
const windowMs = 5000;

/** Tries new connections to two ports of a server. */
export async function isolation(
  address: string,
  allowed: number,
  forbidden: number,
  node: string,
): Promise<Isolation> {
  const way = (name: string, port: number) => ({ name, by: 'connect', address, port }) as const;
  const seen = await pulse({
    family: familyOf(address),
    everyMs: paces.isolation,
    forMs: windowMs,
    places: [way('forbidden', forbidden), way('allowed', allowed)],
  });
  const allowedMs = firstAnswerMs(seen, 'allowed');
  return {
    ...{ report: 'isolation', schema: measureReportSchema, node },
    openMs: Math.round(lastAnswerMs(seen, 'forbidden')),
    stillOpen: isOpenAtEnd(seen, 'forbidden'),
    ...(allowedMs === undefined ? {} : { allowedMs: Math.round(allowedMs) }),
  };
}
