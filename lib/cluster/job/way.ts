/** Tries new connections to a server until it is ended, and says again and again whether they get through. */
import type { Place } from '../../prober/measure/ask';
import { clockMs, paces } from '../../prober/measure/job/paces';
import { measureReportSchema, type WayReport } from '../../prober/measure/job/report';
import { connections } from '../../prober/measure/pulse/connections';
import { Way } from '../../prober/measure/pulse/way';

/** Never ends by itself. */
export function tryWay(server: Place, node: string, write: (line: WayReport) => void): void {
  const way = new Way();
  const { ask } = connections(server, way);
  setInterval(ask, paces.way);
  setInterval(() => write({ report: 'way', schema: measureReportSchema, node, ...way.now }), clockMs);
}
