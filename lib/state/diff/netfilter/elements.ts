import type { Condition, SetElement, SetField, SetValue } from '../../../datapath';

/** What an element asks of a packet, field by field. */
export function elementConditions(fields: readonly SetField[], element: SetElement): Condition[] {
  return element.map((value, i) => conditionOf(fields[i] ?? 'other', value));
}

function conditionOf(field: SetField, value: SetValue): Condition {
  if ('ranges' in value && (field === 'source' || field === 'destination'))
    return { on: 'address', of: field, ranges: value.ranges };
  if ('ports' in value && (field === 'source-port' || field === 'destination-port'))
    return { on: 'port', of: field === 'source-port' ? 'source' : 'destination', ports: [value.ports] };
  if ('text' in value && field === 'protocol') return { on: 'protocol', protocols: [value.text] };
  if ('text' in value && (field === 'in' || field === 'out'))
    return { on: 'link', of: field, names: [value.text] };
  if ('text' in value && field === 'state') return { on: 'state', states: [value.text] };
  return { on: 'unknown', text: `${field} ${valueText(value)}` };
}

/** An element as nft prints it: `10.96.0.1 . tcp . 443`. */
export const elementText = (element: SetElement): string => element.map(valueText).join(' . ');

function valueText(value: SetValue): string {
  if ('text' in value) return value.text;
  if ('ports' in value) return [...new Set(value.ports)].join('-');
  return value.ranges.map((range) => (range.size === 1n ? `${range.at(0)}` : `${range}`)).join();
}
