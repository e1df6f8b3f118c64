/** The page's head: what was tested, whether it holds, and each requirement with its count. */
import { notMeasured } from '../../base/targets';
import { podCount } from '../../plan';
import {
  type Counts,
  type PredictionReach,
  predictionReach,
  type Results,
  type RunVerdict,
  runVerdict,
} from '../../results';
import { requirementRows } from '../requirement-rows';
import { counted } from '../style';
import { html, type Markup } from './markup';
import { duration, grouped, percent } from './numbers';

/** The verdict's colour, sign and word. */
const stamps: Readonly<Record<RunVerdict, { state: string; sign: string; word: string }>> = {
  pass: { state: 'good', sign: '✓', word: 'PASS' },
  fail: { state: 'bad', sign: '✗', word: 'FAIL' },
  incomplete: { state: 'warn', sign: 's', word: 'INCOMPLETE' },
};

/** The head of the page. */
export function verdictHead(results: Results): Markup {
  const { testbed, cni, plan, summary, target } = results;
  const pods = podCount(plan);
  const { state, sign, word } = stamps[runVerdict(summary)];
  return html`<header class="verdict ${state}">
<p class="eyebrow">cni-testbed · ${testbed.name}</p>
<h1>${cni.name} <span class="mode">${cni.mode}</span></h1>
<p class="what">${counted(plan.nodes.length, 'node')}, ${counted(pods, 'pod')}, ${plan.families.join(' and ')}, target ${target}</p>
<p class="stamp"><span class="stamp-sign" aria-hidden="true">${sign}</span> <strong>${word}</strong> <span>${sentence(results)}</span></p>
${faultLine(results)}
</header>
`;
}

function sentence({ summary, target }: Results): string {
  const { total, pass, fail, skip } = summary;
  const how = target === notMeasured ? 'predicted, nothing was measured' : 'measured';
  const skipped = skip > 0 ? `, ${grouped(skip)} skipped` : '';
  const held = `${grouped(pass)} of ${counted(total, 'check')} hold${skipped}, ${how}.`;
  const verdict = runVerdict(summary);
  if (verdict === 'pass') return `${held} The network does what Kubernetes asks of it.`;
  if (verdict === 'incomplete') return `${held} The machine could not ask everything: see what was skipped.`;
  return `${grouped(fail)} of ${counted(total, 'check')} fail${skipped}, ${how}.`;
}

function faultLine({ fault }: Results): Markup | undefined {
  if (!fault) return undefined;
  return html`<p class="fault">The lab was broken on purpose: <strong>${fault.name}</strong> (seed ${fault.seed}): ${fault.about}</p>`;
}

/** A card for each requirement. */
export function requirementCards(results: Results): Markup {
  return html`<ul class="cards">
${requirementRows(results).map(({ number, text, counts }) => card(number, text, counts))}
</ul>
`;
}

function card(number: string, text: string, { total, pass, fail, skip }: Counts): Markup {
  const state = fail > 0 ? 'bad' : skip > 0 ? 'warn' : 'good';
  const word = { bad: 'fails', warn: 'partly skipped', good: 'holds' }[state];
  const counts = { pass, fail, skip };
  return html`<li class="card ${state}">
<p class="card-head"><span class="sign" aria-hidden="true">${{ bad: '✗', warn: 's', good: '✓' }[state]}</span><span class="hidden">${word}: </span>${number ? html`<span class="number">Requirement ${number}</span>` : ''}</p>
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

function prediction(wrong: number, { predicted, packets }: PredictionReach): [string, string] {
  if (!packets) return ['Prediction', 'none'];
  if (wrong === 0) return ['Prediction', `all ${grouped(predicted)} outcomes as predicted`];
  return ['Prediction', `${grouped(wrong)} of ${grouped(predicted)} outcomes differ`];
}
