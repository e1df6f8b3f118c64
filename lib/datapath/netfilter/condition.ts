import type { Family } from '../../net';
import { AddressRanges } from './address-ranges';
import { ElementTable } from './element-table';
import { firstAddress, holdsFields } from './fields';
import { isNamed } from './link-names';
import { isMarked, noMark } from './mark';
import type { Surroundings } from './outcome';
import { hasPort, protocolNumber, protocolOf } from './ports';
import type { Way } from './way';
import type { Condition, NamedSet, SetField } from './words';

/** Whether a condition holds for a packet; undefined: that is not known. */
export type Test = (way: Way) => boolean | undefined;

/** What conditions refer to. */
export interface Scope {
  readonly surroundings: Surroundings;
  readonly setNamed: (name: string) => NamedSet | undefined;
}

/** A condition, ready to be asked often. */
export function testOf(condition: Exclude<Condition, { on: 'random' }>, scope: Scope): Test {
  const test = plainTest(condition, scope);
  const asked = familiesOf(condition, scope);
  const not = 'not' in condition && condition.not === true;
  if (!not && !asked) return test;
  return (way) => {
    if (asked && !asked.has(way.packet.source.family)) return false;
    const holds = test(way);
    return holds === undefined || !not ? holds : !holds;
  };
}

/** The families that a condition is about: for packets of the other it does not hold, nor does its negation. */
function familiesOf(condition: Condition, { setNamed }: Scope): ReadonlySet<Family> | undefined {
  const ranges =
    condition.on === 'address'
      ? condition.ranges
      : condition.on === 'set' && condition.not
        ? setNamed(condition.set)?.elements.flatMap((element) =>
            element.flatMap((value) => ('ranges' in value ? value.ranges : [])),
          )
        : undefined;
  return ranges && ranges.length > 0 ? new Set(ranges.map(({ family }) => family)) : undefined;
}

function plainTest(condition: Exclude<Condition, { on: 'random' }>, { surroundings, setNamed }: Scope): Test {
  switch (condition.on) {
    case 'address': {
      const { of } = condition;
      const ranges = new AddressRanges(condition.ranges);
      return ({ packet }) => ranges.has(packet[of]);
    }
    case 'protocol': {
      const wanted = new Set(condition.protocols.map(protocolNumber));
      return ({ packet }) => wanted.has(protocolOf(packet));
    }
    case 'port':
      return ({ packet }) => hasPort(packet, condition.of, condition.ports);
    case 'link':
      return ({ question }) => condition.names.some((name) => isNamed(question[condition.of], name));
    case 'mark':
      return ({ packet }) => isMarked(packet.mark ?? noMark, condition.mask, condition.value);
    case 'state': {
      const states = new Set(condition.states);
      return (way) =>
        states.has(way.state) || translations.some((end) => states.has(end) && way.isRewritten(end));
    }
    case 'address-type': {
      const { of, link, types } = condition;
      return ({ packet, question }) =>
        types.includes(surroundings.addressType(packet[of], link && question[link]));
    }
    case 'set':
      return setTest(setNamed(condition.set), condition.fields);
    case 'reverse-path':
      return ({ packet, question }) => {
        if (question.in === 'lo') return true;
        const back = surroundings.linkBack(condition.mark ? packet : { ...packet, mark: undefined });
        return back !== undefined && (condition.loose === true || back === question.in);
      };
    case 'unknown':
      return () => undefined;
  }
}

const translations = ['dnat', 'snat'] as const;

function setTest(set: NamedSet | undefined, fields: readonly SetField[]): Test {
  if (!set || set.unread !== undefined) return () => undefined;
  const table = new ElementTable(set.elements, (element) => element);
  return (way) => {
    let sum: boolean | undefined = false;
    for (const element of table.near(firstAddress(fields, way))) {
      const holds = holdsFields(element, fields, way);
      if (holds) return true;
      if (holds === undefined) sum = undefined;
    }
    return sum;
  };
}
