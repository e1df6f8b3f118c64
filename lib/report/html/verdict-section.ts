/** The page's head: what was tested, whether it holds, and each requirement with its count. */
import { notMeasured } from '../../base/targets';
import { cnis, cniTitle } from '../../cni';
import { podCount } from '../../plan';
import { type Counts, type PredictionReach, predictionReach, type Results, runVerdict } from '../../results';
import { signs, standing } from '../derived/standing';
import { requirementRows } from '../requirement-rows';
import { counted } from '../style';
import { html, type Markup } from './markup';
import { duration, grouped, percent } from './numbers';
import { stamps } from './stamps';

/** The head of the page. */
export function verdictHead(results: Results): Markup {
  const { testbed, cni, plan, summary, target } = results;
  const pods = podCount(plan);
  const { state, sign, word } = stamps[runVerdict(summary)];
  return html`<header class="verdict ${state}">
<p class="eyebrow">cni-testbed · ${testbed.name}</p>
<h1>${cniTitle(cnis, cni.name, cni.mode)}</h1>
<p class="what">${counted(plan.nodes.length, 'node')}, ${counted(pods, 'pod')}, ${plan.families.join(' and ')}, target ${target}</p>
<p class="stamp"><span class="stamp-sign" aria-hidden="true">${sign}</span> <strong>${word}</strong> <span>${sentence(results)}</span></p>
${faultLine(results)}
</header>
`;
}

function sentence({ summary, target }: Results): string {
  const { total, pass, fail, skip } = summary;
  const measured = target !== notMeasured;
  const how = measured ? 'measured' : 'predicted, nothing was measured';
  const skipped = skip > 0 ? `, ${grouped(skip)} skipped` : '';
  const held = `${grouped(pass)} of ${counted(total, 'check')} hold${skipped}, ${how}.`;
  if (fail > 0) return `${grouped(fail)} of ${counted(total, 'check')} fail${skipped}, ${how}.`;
  if (runVerdict(summary) === 'pass')
    return isWhole(summary)
      ? `${held} The ${measured ? 'network' : 'computed state'} does what Kubernetes asks of it.`
      : held;
  return `${held} ${pass === 0 ? 'Nothing could be tested' : 'The machine could not ask everything'}: see what was skipped.`;
}

/** Whether all that Kubernetes requires was tried: a requirement that was skipped is not known to hold. */
function isWhole({ byRequirement }: Results['summary']): boolean {
  return Object.values(byRequirement).every((counts) => standing(counts) === 'pass');
}

function faultLine({ fault }: Results): Markup | undefined {
  if (!fault) return undefined;
  return html`<p class="fault">The lab was broken on purpose: <strong>${fault.name}</strong> (seed ${fault.seed}): ${fault.about}</p>`;
}

const cardWords = {
  pass: { state: 'good', word: 'holds' },
  fail: { state: 'bad', word: 'fails' },
  skip: { state: 'warn', word: 'partly skipped' },
} as const;

/** A card for each requirement. */
export function requirementCards(results: Results): Markup {
  return html`<ul class="cards">
${requirementRows(results).map(({ number, text, counts }) => card(number, text, counts))}
</ul>
`;
}

function card(number: string, text: string, { total, pass, fail, skip }: Counts): Markup {
  const counts = { pass, fail, skip };
  const stands = standing(counts);
  const { state, word } = cardWords[stands];
  return html`<li class="card ${state}">
<p class="card-head"><span class="sign" aria-hidden="true">${signs[stands]}</span><span class="hidden">${word}: </span>${number ? html`<span class="number">Requirement ${number}</span>` : ''}</p>
<p class="card-text">${text}</p>
<p class="card-count"><strong>${grouped(pass)}</strong> of ${grouped(total)} pass${fail > 0 ? html`, <strong>${grouped(fail)}</strong> fail` : ''}${skip > 0 ? html`, ${grouped(skip)} skipped` : ''}</p>
<div class="bar" aria-hidden="true">${Object.entries(counts).map(([verdict, count]) => (count > 0 ? html`<span class="${verdict}" style="width:${(100 * count) / total}%"></span>` : ''))}</div>
</li>
`;
}

/** Coverage, prediction against reality and time, in a line of small facts. */
export function factLine({ summary, checks, target, durationMs, timings }: Results): Markup {
  const { tried, total } = summary.coverage.pairs;
  const facts: [string, string][] = [
    ['Coverage', `${grouped(tried)} of ${counted(total, 'ordered pair')} (${percent(tried, total)})`],
    ...(target === notMeasured ? [] : [prediction(summary.mispredicted, predictionReach(checks))]),
    ...(timings.buildMs === undefined ? [] : [['Built in', duration(timings.buildMs)] as [string, string]]),
    ['Whole run', duration(durationMs)],
  ];
  return html`<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>
`;
}

function prediction(wrong: number, { tried, predicted, packets }: PredictionReach): [string, string] {
  if (!packets) return ['Prediction', 'none'];
  const unsaid = predicted < tried ? `; ${grouped(tried - predicted)} not predicted` : '';
  if (wrong === 0) return ['Prediction', `all ${counted(predicted, 'outcome')} as predicted${unsaid}`];
  return ['Prediction', `${grouped(wrong)} of ${counted(predicted, 'outcome')} differ${unsaid}`];
}
