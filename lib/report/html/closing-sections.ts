/** What was left out and why, and what the run was made with. */
import type { Results } from '../../results';
import { machineKinds } from '../derived/machine-kinds';
import { targetText } from '../derived/target-text';
import { counted } from '../style';
import { skipReasons } from '../why';
import { html } from './markup';
import { duration } from './numbers';
import { type Section, tableMarkup } from './section';

/** What was skipped and noted; undefined where nothing was. */
export function skipSection({ checks, notes }: Results): Section | undefined {
  const reasons = skipReasons(checks);
  if (reasons.size === 0 && notes.length === 0) return undefined;
  const most = [...reasons].sort((a, b) => b[1] - a[1]).slice(0, 40);
  return {
    id: 'skipped',
    title: 'What was left out',
    body: html`<ul class="plain">${most.map(([reason, count]) => html`<li><strong>${counted(count, 'check')} skipped:</strong> ${reason}</li>`)}${notes.map((note) => html`<li><strong>Note:</strong> ${note}</li>`)}</ul>`,
  };
}

/** What made the results, when and with what. */
export function provenanceSection(results: Results): Section {
  const { provenance, startedAt, schema, cni, timings, fault } = results;
  const rows: [string, string][] = [
    ['Tool', provenance.tool],
    ['Started', startedAt],
    ['Target', targetText(results)],
    ['CNI', `${cni.name}, mode ${cni.mode}, data plane ${cni.dataPlane}`],
    ...(fault ? [['Fault', `${fault.name}, seed ${fault.seed}`] as [string, string]] : []),
    ...machineKinds(results).map((kind): [string, string] => ['Machines', kind]),
    ['Kernel', `${provenance.kernel} ${provenance.architecture}`],
    ['Node.js', provenance.node],
    ...Object.entries(provenance.versions),
    ...Object.entries(timings).map(([name, ms]): [string, string] => [
      name.replace(/Ms$/, ' time'),
      duration(ms),
    ]),
    ['Results', schema],
  ];
  return {
    id: 'provenance',
    title: 'How this was made',
    body: html`${tableMarkup('Provenance', ['What', 'Value'], rows)}
<details><summary>The spec, to run it again</summary><pre tabindex="0">${JSON.stringify(results.testbed.spec, null, 2)}</pre></details>`,
  };
}
