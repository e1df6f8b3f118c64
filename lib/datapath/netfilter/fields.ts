/** Fields of packets, held against the elements of sets and maps. */
import type { Address } from '../../net';
import { isNamed } from './link-names';
import { hasPort, protocolNumber, protocolOf } from './ports';
import type { Way } from './way';
import type { SetElement, SetField, SetValue } from './words';

/** Whether the element holds the packet's fields; undefined: that is not known. */
export function holdsFields(element: SetElement, fields: readonly SetField[], way: Way): boolean | undefined {
  if (element.length !== fields.length) return undefined;
  let known = true;
  for (const [i, field] of fields.entries()) {
    const holds = holdsField(element[i]!, field, way);
    if (holds === false) return false;
    known &&= holds !== undefined;
  }
  return known ? true : undefined;
}

/** The address that the first field asks for. */
export function firstAddress(fields: readonly SetField[], { packet }: Way): Address | undefined {
  const [first] = fields;
  return first === 'source' || first === 'destination' ? packet[first] : undefined;
}

function holdsField(value: SetValue, field: SetField, way: Way): boolean | undefined {
  switch (field) {
    case 'source':
    case 'destination':
      return 'ranges' in value ? value.ranges.some((range) => range.contains(way.packet[field])) : undefined;
    case 'source-port':
    case 'destination-port':
      return 'ports' in value
        ? hasPort(way.packet, field === 'source-port' ? 'source' : 'destination', [value.ports])
        : undefined;
    case 'protocol':
      return 'text' in value ? protocolNumber(value.text) === protocolOf(way.packet) : undefined;
    case 'in':
    case 'out':
      return 'text' in value ? isNamed(way.question[field], value.text) : undefined;
    case 'state':
      return 'text' in value ? value.text === way.state : undefined;
    case 'other':
      return undefined;
  }
}
