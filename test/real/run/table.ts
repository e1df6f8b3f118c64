/** The tables of docs/real.md. */
import type { FaultRow } from '../faults/run-faults';
import type { Act } from '../machines/acts';
import type { Recording } from './record';
import type { Row } from './row';

/** Tables by the names under which the page has them, each as lines of Markdown. */
export function realTables(recorded: Recording): Map<string, string[]> {
  const { rows, repeats, faults, swaps, machines, versions } = recorded;
  const clusters = rows.map(cells);
  const repeated = repeats.map(({ name, runs, notOk, date }) => [name, `${runs}`, `${runs - notOk}`, date]);
  const broken = faults.flatMap(({ name, rows }) =>
    rows.map((row) => [
      name,
      row.about,
      `${row.failed}`,
      outcomeOf(row),
      `${row.others.length}`,
      row.cause ?? 'none',
    ]),
  );
  const swapped = swaps.map((row) => [
    `${row.from} → ${row.to}`,
    `${row.left}`,
    `${row.leftThen}`,
    `${row.pass} / ${row.fail}`,
  ]);
  return new Map([
    ['clusters', table(clusterTitles, clusters)],
    ['repeats', table(['cluster', 'runs of the suite', 'all as predicted', 'date'], repeated)],
    [
      'faults',
      table(['cluster', 'what was done', 'checks failed', 'named', 'false causes', 'first cause'], broken),
    ],
    [
      'swaps',
      table(
        ['CNIs', 'left after `helm uninstall`', 'after the printed commands', 'then: pass / fail'],
        swapped,
      ),
    ],
    [
      'machines',
      table(
        machineTitles,
        machines.flatMap(({ acts }) => acts.map(machineCells)),
      ),
    ],
    ['versions', table(['part', 'version'], Object.entries(versions))],
  ]);
}

const outcomeOf = ({ harmless, named, narrowed }: FaultRow): string => {
  if (harmless) return 'harmless';
  return named ? 'yes' : narrowed ? 'narrowed' : 'no';
};

const machineTitles = ['command', 'exit code', 'found', 'pass / fail / skip', 'as predicted', 'seconds'];

function machineCells({ words, code, findings, results, seconds }: Omit<Act, 'said'>): string[] {
  return [
    `\`testbed machines ${words.join(' ')}\``,
    `${code}`,
    findings ? (findings.length === 0 ? 'nothing' : findings.join(', ')) : '',
    results ? `${results.pass} / ${results.fail} / ${results.skip}` : '',
    results ? `${results.predicted - results.mispredicted} of ${results.predicted}` : '',
    `${Math.round(seconds)}`,
  ];
}

const clusterTitles = [
  'CNI, mode, data plane',
  'families',
  'kube-proxy',
  'nodes',
  'pass / fail / skip',
  'as predicted',
  'state: matters / other / expected',
  'seconds: cluster, CNI, suite',
  'date',
];

/** Lines of the table of clusters alone. */
export const clusterTable = (rows: readonly Row[]): string[] => table(clusterTitles, rows.map(cells));

function cells(row: Row): string[] {
  const { differences: state, seconds } = row;
  return [
    `${row.cni} ${row.mode}, ${row.dataPlane}${row.clusterPolicies ? ', ClusterNetworkPolicy' : ''}`,
    row.ipFamily === 'dual' ? 'IPv4 and IPv6' : 'IPv4',
    row.kubeProxy,
    `${row.nodes}`,
    `${row.pass} / ${row.fail} / ${row.skip}`,
    `${row.predicted - row.mispredicted} of ${row.predicted}`,
    `${state.matter} / ${state.other} / ${state.expected}`,
    [seconds.cluster, seconds.install, seconds.suite].map((number) => Math.round(number)).join(', '),
    row.date,
  ];
}

function table(titles: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (words: readonly string[]) =>
    `| ${words.map((word) => word.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line)];
}
