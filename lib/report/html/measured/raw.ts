/** The samples themselves, in the page: whoever doubts a number can compute it again. */
import type { Measurements } from '../../../measure';
import { html, scriptData } from '../markup';
import type { Section } from '../section';
import type { FileView } from './file-view';

/** Of every file its data, and a link that saves it. */
export function rawSection(views: readonly FileView[]): Section {
  return {
    id: 'raw',
    title: 'Raw data',
    lead: 'Every number here is computed from these samples; none is stored.',
    body: html`${views.map(
      ({
        figures: { measurements },
        place,
        file,
      }) => html`<p class="raw">${file === undefined ? '' : html`<b>${file}</b> `}<button type="button" class="download" data-raw="raw-${place}" data-name="${nameOf(measurements, place)}" hidden>Save as JSON</button> <span class="note">${measurements.schema}, ${measurements.tool}, ${measurements.startedAt}</span></p>
<script type="application/json" id="raw-${place}">${scriptData(measurements)}</script>
`,
    )}`,
  };
}

/** Of characters that every file system takes. */
const nameOf = ({ startedAt }: Measurements, place: number) =>
  `measured-${startedAt.slice(0, 19).replace(/[^\dT]/g, '')}-${place + 1}.json`;
