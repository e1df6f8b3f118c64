/** What metrics, paths and figures are called. */
import { baselineOf, type Figure, type Figures, type MetricId, metrics, type Path } from '../../measure';
import { familyName } from '../../net';
import { counted } from '../style';

/** Names of metrics. */
export const metricNames: Readonly<Record<MetricId, string>> = {
  rtt: 'Round trip',
  connect: 'Connect',
  'cpu-per-gb': 'CPU time per GB',
  'cpu-per-exchange': 'CPU time per round trip',
  goodput: 'Goodput of one stream',
  'goodput-8': 'Goodput of eight streams',
  'rtt-loaded': 'Round trip under load',
  'udp-loss-small': 'Lost datagrams of 64 bytes',
  'udp-loss-large': 'Lost datagrams of full size',
};

/** What each metric is, in a sentence. */
export const metricLeads: Readonly<Record<MetricId, string>> = {
  rtt: 'One byte there and back over an open TCP connection: the median of a block’s exchanges; in labs their 10 % quantile.',
  connect:
    'Until a new TCP connection is open: the median of a block’s connections; in labs their 10 % quantile.',
  'cpu-per-gb':
    'Processor time of client and server for each gigabyte of one TCP stream, the kernel’s included.',
  'cpu-per-exchange':
    'Processor time of client and server for one byte there and back, the kernel’s included.',
  goodput: 'Payload that one TCP stream brings in a second.',
  'goodput-8': 'Payload that eight TCP streams bring in a second.',
  'rtt-loaded': 'As the round trip, while a bulk stream fills the same path: what queues add.',
  'udp-loss-small': 'Datagrams of 64 bytes at a steady pace that were not answered.',
  'udp-loss-large': 'Datagrams as large as the path takes uncut, at a steady pace, that were not answered.',
};

/** Names of ways through a cluster. */
export const pathNames: Readonly<Record<Path, string>> = {
  'node-to-node': 'node → node',
  'pod-to-pod': 'pod → pod',
  'pod-to-service': 'pod → Service → pod',
  'pod-to-node': 'pod → node',
  'node-to-node/same-node': 'node → itself',
  'pod-to-pod/same-node': 'pod → pod, same node',
};

/** What a figure is held against, behind the number: `the 22 µs between nodes`. */
export function baselineWords({ path, policies }: Figure): string {
  if (policies > 0) return 'without policies';
  return baselines[path] ?? '';
}

const baselines: Readonly<Partial<Record<Path, string>>> = {
  'pod-to-pod': 'between nodes',
  'pod-to-service': 'without a Service',
  'pod-to-node': 'between nodes',
  'pod-to-pod/same-node': 'within a node',
};

/** A figure's baseline as the head of a column: `node → node`. */
export function baselineName(figure: Figure): string {
  if (figure.policies > 0) return 'no policies';
  return pathNames[baselineOf(figure)?.path ?? figure.path];
}

/** What sets a figure apart from the metric's chief one; empty of that. @param several whether there are two families */
export function figureDetails({ path, family, policies }: Figure, several: boolean): string[] {
  return [
    ...(path === 'pod-to-pod' ? [] : [pathNames[path]]),
    ...(several ? [familyName(family)] : []),
    ...(policies > 0 ? [counted(policies, 'policy')] : []),
  ];
}

/** A name that no other figure of the file has: `Round trip, pod → pod, same node`. */
export function figureName(figure: Figure, figures: Figures): string {
  return [metricNames[figure.metric.id], ...figureDetails(figure, hasSeveralFamilies(figures))].join(', ');
}

/** Whether names have to say which family. */
export function hasSeveralFamilies({ all }: Figures): boolean {
  return new Set(all.map(({ family }) => family)).size > 1;
}

/** The metrics of figures, each once, in their order. */
export function metricsOf(figures: readonly Figure[]) {
  return metrics.filter((metric) => figures.some((figure) => figure.metric === metric));
}

/** Whether a figure is of a way that stays on one node. */
export const isOnOneNode = ({ path }: Figure) => path.endsWith('/same-node');
