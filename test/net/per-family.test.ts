import { familiesOf, inFamily, ipv4Of, mapFamilies, perFamily, primary, valuesOf } from '../../lib/net';

describe('values by address family', () => {
  const both = { ipv4: 4, ipv6: 6 };

  test.each([
    [{ ipv4: 4 }, ['ipv4'], [4], 4],
    [{ ipv6: 6 }, ['ipv6'], [6], 6],
    [both, ['ipv4', 'ipv6'], [4, 6], 4],
  ])('%j has its families, its values and a primary value', (values, families, list, first) => {
    expect(familiesOf(values)).toEqual(families);
    expect(valuesOf(values)).toEqual(list);
    expect(primary(values)).toBe(first);
    expect(mapFamilies(values, (value, family) => `${family} ${value}`)).toEqual(
      perFamily(familiesOf(values), (family) => `${family} ${inFamily(values, family)}`),
    );
  });

  test('are made of at least one family', () => {
    expect(perFamily(['ipv6'], (family) => family)).toEqual({ ipv6: 'ipv6' });
    expect(() => perFamily([], (family) => family)).toThrow();
  });

  test('are an error where a family is asked for that is not in use', () => {
    expect(() => ipv4Of({ ipv6: 6 })).toThrow('ipv4');
    expect(() => inFamily({ ipv4: 4 }, 'ipv6')).toThrow('ipv6');
  });
});
