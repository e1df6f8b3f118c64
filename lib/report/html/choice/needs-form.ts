/** What can be ticked. It is shown by the script that acts on it. */
import type { OfferedCapability } from '../../choice/offer';
import { html, type Markup } from '../markup';

/** A box for each capability; where there are several needs of one, a list to choose from. */
export function needsForm(capabilities: readonly OfferedCapability[]): Markup {
  return html`<form class="needs" id="needs" hidden><fieldset><legend>What the cluster must have</legend>
<div class="boxes">${capabilities.map(field)}</div>
<button type="reset" class="download">Untick all</button>
</fieldset></form>`;
}

function field({ title, about, needs }: OfferedCapability): Markup {
  const [only] = needs;
  if (needs.length === 1)
    return html`<label title="${about}"><input type="checkbox" name="need" value="${only}"> ${title}</label>
`;
  const options = needs.map(
    (need) => html`<option value="${need}">${need.slice(need.indexOf('=') + 1)}</option>`,
  );
  return html`<label title="${about}">${title} <select name="need"><option value="">any</option>${options}</select></label>
`;
}
