/** What CNIs have left in a cluster, as one page: the verdict, the table, the commands, and what was not read. */
import { packageFile, render } from '../../base/render';
import type { LeftoversReport } from '../../results';
import { commandLines, leftLines } from '../leftovers/grouped';
import { headText, unreadTexts, verdictText } from '../leftovers/verdict-text';
import { escapeText, html } from './markup';
import { type Section, sectionMarkup, tableMarkup } from './section';
import { stamps } from './stamps';

const assets = 'report/html/assets';

const stampOf = { left: 'fail', incomplete: 'incomplete', nothing: 'pass' } as const;

/** That page. */
export function leftoversPage(report: LeftoversReport): string {
  const sections = [tableSection(report), commandSection(report), unreadSection(report)].filter(
    (section) => section !== undefined,
  );
  const { state, sign } = stamps[stampOf[report.verdict]];
  const [word = '', ...rest] = verdictText(report).split(':');
  const head = html`<header class="verdict ${state}">
<p class="eyebrow">cni-testbed · ${report.takenAt.slice(0, 16).replace('T', ' ')}</p>
<h1>${headText(report)}</h1>
<p class="stamp"><span class="stamp-sign" aria-hidden="true">${sign}</span> <strong>${word}</strong> <span>${rest.join(':').trim()}.</span></p>
</header>
`;
  return render('document.html', packageFile(`${assets}/document.html`), {
    title: escapeText(headText(report)),
    style: packageFile(`${assets}/style.css`),
    head: `${head}`,
    navigation: `${html`${sections.map(({ id, title }) => html`<li><a href="#${id}">${title}</a></li>`)}`}`,
    sections: sections.map((section) => `${sectionMarkup(section)}`).join(''),
    script: '',
  });
}

function tableSection(report: LeftoversReport): Section | undefined {
  if (report.left.length === 0) return undefined;
  const long = (text: string) => html`<span class="long">${text}</span>`;
  const rows = leftLines(report).map(({ hosts, owner, what, harm }) => [
    hosts,
    owner,
    long(what),
    long(harm),
  ]);
  const title = 'What is left';
  return { id: 'left', title, body: tableMarkup(title, ['On', 'CNI', 'Left', 'Harm'], rows) };
}

function commandSection(report: LeftoversReport): Section | undefined {
  const places = commandLines(report);
  if (places.length === 0) return undefined;
  return {
    id: 'remove',
    title: 'Remove it',
    lead: 'In this order. The testbed removes nothing by itself.',
    body: html`${places.map(({ where, lines }) => html`<p>${where}:</p>\n<pre><code>${lines.join('\n')}</code></pre>\n`)}`,
  };
}

function unreadSection(report: LeftoversReport): Section | undefined {
  const texts = unreadTexts(report);
  if (texts.length === 0) return undefined;
  return {
    id: 'unread',
    title: 'What was not read',
    body: html`<ul>${texts.map((text) => html`<li>${text}</li>\n`)}</ul>`,
  };
}
