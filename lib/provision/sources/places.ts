import type { Chart, ChartSource, Cni } from '../../cni';
import { type Sources, sourcesSchema } from './spec';

/** What a spec has that says nothing of sources. */
const makers: Sources = sourcesSchema.parse({});

/** Where Kubernetes' packages and Helm's archives are, without a slash at the end. */
export function packagesOf({ packages }: Sources = makers): Sources['packages'] {
  return { kubernetes: bare(packages.kubernetes), helm: bare(packages.helm) };
}

/** A CNI's chart with what goes in before it, from where the spec has them. */
export function chartFrom({ charts }: Sources = makers, { name }: Cni, chart: Chart): Chart {
  const place = charts[name];
  if (place === undefined) return chart;
  const from = <T extends ChartSource>(source: T): T => ({ ...source, repository: bare(place) });
  return { ...from(chart), crds: chart.crds.map(from) };
}

const bare = (url: string) => url.replace(/\/$/, '');
