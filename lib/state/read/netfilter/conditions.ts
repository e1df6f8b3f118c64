import type { Condition, SetField, SetValue } from '../../../datapath';

/** That the field of a packet has one of the values, or none of them; undefined for a field that rules do not ask for so. */
export function fieldCondition(
  field: SetField,
  values: readonly SetValue[],
  not: boolean,
): Condition | undefined {
  const negated = not ? ({ not: true } as const) : {};
  const texts = values.flatMap((value) => ('text' in value ? [value.text] : []));
  switch (field) {
    case 'source':
    case 'destination':
      return {
        on: 'address',
        of: field,
        ranges: values.flatMap((value) => ('ranges' in value ? value.ranges : [])),
        ...negated,
      };
    case 'source-port':
    case 'destination-port':
      return {
        on: 'port',
        of: field === 'source-port' ? 'source' : 'destination',
        ports: values.flatMap((value) => ('ports' in value ? [value.ports] : [])),
        ...negated,
      };
    case 'protocol':
      return { on: 'protocol', protocols: texts, ...negated };
    case 'in':
    case 'out':
      return { on: 'link', of: field, names: texts, ...negated };
    case 'state':
      return { on: 'state', states: texts, ...negated };
    case 'other':
      return undefined;
  }
}
