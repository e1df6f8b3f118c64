/** Results and plans for people and programs. Made from data alone. */

export { wrapped } from '../base/wrap';
export {
  type Answer,
  type Choice,
  choiceSchema,
  type DataPlaneAnswers,
  isMet,
  type ModeAnswers,
  type Ranking,
} from './choice/choice';
export { choiceText } from './choice/choice-text';
export type { ChoiceOffer, OfferedCapability } from './choice/offer';
export { wordTable } from './choice/word-table';
export { comparisonMarkdown } from './comparison-markdown';
export { comparisonTable } from './comparison-table';
export { explanation } from './explanation';
export { faultTable } from './fault-table';
export { comparisonJson, jsonReport, measurementsJson } from './json';
export { junitReport } from './junit';
export { leftoversMarkdown } from './leftovers/leftovers-markdown';
export { leftoversText } from './leftovers/leftovers-text';
export { markdownReport } from './markdown/markdown';
export { measuredCsv } from './measured/measured-csv';
export { type MeasuredReport, measuredReports } from './measured/measured-json';
export { measuredMarkdown } from './measured/measured-markdown';
export { type FiledMeasurements, measuredText, measuredTexts } from './measured/measured-text';
export { planTable } from './plan-table';
export { rangeUses } from './range-uses';
export { reachabilityMatrix } from './reachability';
export { runComparisonMarkdown, runComparisonText } from './run-comparison';
export { causesText } from './sections/causes-text';
export { requirementsText } from './sections/requirements-text';
export { wordsText } from './sections/words-text';
export { type StateTableOptions, stateTable } from './state/state-table';
export { counted, leastWidth, lineWidth, type Style, styleFor } from './style';
export { table } from './table';
export { terminalReport } from './terminal';
export { type Sent, traceOutcome } from './trace-outcome';
export { type TracedLoss, type TracedPlace, type TracedWay, traceTable } from './trace-table';
