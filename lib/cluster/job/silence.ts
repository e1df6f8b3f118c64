/** How long a way is silent while something happens to its node. */
import { familyOf } from '../../net/family';
import { paces } from '../../prober/measure/job/paces';
import { measureReportSchema, type SilenceReport } from '../../prober/measure/job/report';
import { pulse } from '../../prober/measure/pulse/pulse';
import { longestSilenceMs } from '../../prober/measure/pulse/read-pulse';

/** Asks a measuring server for so many seconds. */
export async function silence(
  address: string,
  port: number,
  seconds: number,
  node: string,
): Promise<SilenceReport> {
  const seen = await pulse({
    family: familyOf(address),
    everyMs: paces.silence,
    forMs: 1000 * seconds,
    places: (['exchange', 'connect'] as const).map((by) => ({ name: by, by, address, port })),
  });
  const longest = (way: string) => {
    const ms = longestSilenceMs(seen, way);
    return ms === undefined ? undefined : Math.round(ms);
  };
  return {
    ...{ report: 'silence', schema: measureReportSchema, node },
    ...{ exchangeMs: longest('exchange'), connectMs: longest('connect') },
  };
}
