/** The tables of docs/choosing.md, made from the cells. */

import { groupBy } from '../../lib/base/lists';
import { versions } from '../../lib/base/versions';
import { type Capability, type Cni, capabilities, cnis } from '../../lib/cni';
import type { Answer } from '../../lib/report';
import { answerText } from '../../lib/report/choice/answer-text';
import { type Placed, type Remark, remarksOf } from '../../lib/report/choice/remarks';
import { answerTo } from '../../lib/run/choose/answer';

const onClusters = cnis.filter(({ deployment }) => deployment);

/** Newer than any that a CNI asks for, so that every floor is met. */
const newest = '9999.0';

function placed(cni: Cni, { id }: Pick<Capability, 'id'>): Placed[] {
  const capability = capabilities.find((one) => one.id === id)!.id;
  const need = capability === 'kernel' ? { capability, kernel: newest } : { capability };
  return cni.modes.flatMap((mode) =>
    cni.dataPlanes.map((dataPlane) => ({
      ...{ mode: mode.name, dataPlane },
      answer: answerTo(need, cni.capabilities({ mode, dataPlane })),
    })),
  );
}

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]) => [
  row(head),
  `|${'---|'.repeat(head.length)}`,
  ...rows.map(row),
];

/** One row for a capability, one column for a CNI. */
export function overview(): string[] {
  return table(
    ['capability', 'what it means', ...onClusters.map(({ name }) => name)],
    capabilities.map((one) => [
      `\`${one.id}\``,
      one.about,
      ...onClusters.map((cni) => briefly(placed(cni, one))),
    ]),
  );
}

/** `yes`, or `in part (bgp), else no`. */
function briefly(places: readonly Placed[]): string {
  const plain = places.map(({ answer: { need, standing, least }, ...place }) => ({
    ...place,
    answer: { need, standing, version: '', ...(least !== undefined && { least }) },
  }));
  const found = remarksOf(plain, places).sort((a, b) => rank(a) - rank(b));
  return found
    .map(({ answer, where }, i) => {
      const text = answer.least ?? answerText(answer);
      const isLast = i > 0 && i === found.length - 1;
      return isLast ? `else ${text}` : `${text}${where && ` (${where})`}`;
    })
    .join(', ');
}

const rank = ({ answer }: Remark) => ['yes', 'partly', 'no', 'unverified'].indexOf(answer.standing);

/** Every cell of one CNI, what is the same said once. */
export function details(cni: Cni): string[] {
  const rows = capabilities.flatMap((one) => {
    const places = placed(cni, one);
    return remarksOf(places, places).map(({ answer, where }) => [
      `\`${one.id}\``,
      where || 'all',
      has(answer),
      answer.note ?? '',
      answer.source === undefined ? '' : `[${nameOf(answer.source)}](${answer.source})`,
    ]);
  });
  return table(['capability', 'modes', 'has it', 'besides', 'source'], rows);
}

function has({ least, ...answer }: Answer): string {
  return least ?? answerText({ ...answer, note: undefined });
}

const nameOf = (url: string) => url.replace(/\/$/, '').split('/').at(-1)!;

/** Which releases of Kubernetes each of them runs with, as its makers say. */
function kubernetesSupport(): string[] {
  const rows = [...groupBy(onClusters, ({ name }) => name)].map(([name, [cni]]) => {
    const { from = '', to = '', says = 'not known', source } = cni!.deployment?.kubernetes ?? {};
    const version = Object.entries(versions).find(([pin]) => pin === name)?.[1] ?? '';
    return [cni!.title, version, from, to, source === undefined ? says : `[${says}](${source})`];
  });
  return table(['CNI', 'pinned', 'from Kubernetes', 'to', 'what its makers say'], rows);
}

/** The tables by the names of their places in the page. */
export const capabilityTables: ReadonlyMap<string, readonly string[]> = new Map([
  ['overview', overview()],
  ['kubernetes', kubernetesSupport()],
  ...[...groupBy(onClusters, ({ name }) => name)].map(([name, [cni]]) => [name, details(cni!)] as const),
]);
