import { render, renderFile } from '../../lib/base/render';

test('every placeholder gets its value', () =>
  expect(render('t', 'a={{one}} b={{two}} {{one}}', { one: '1', two: '2' })).toBe('a=1 b=2 1'));

test('a missing value is an error that names file and value', () =>
  expect(() => render('boot.env', '{{one}} {{two}}', { one: '1' })).toThrow('boot.env: no value for two'));

test('an unused value is an error that names file and value', () =>
  expect(() => render('boot.env', '{{one}}', { one: '1', two: '2' })).toThrow(
    'boot.env: nothing in it takes two',
  ));

test('names that every object has are no values', () =>
  expect(() => render('t', '{{toString}}', {})).toThrow('no value for toString'));

test('values are not looked into again, and $ stays what it is', () =>
  expect(render('t', '{{one}}', { one: `{{two}} $& $1 $\{X}` })).toBe(`{{two}} $& $1 $\{X}`));

test("the package's template files are found and strict", () =>
  expect(() => renderFile('provision/boot/files/ttl.service', {})).toThrow(
    'provision/boot/files/ttl.service: no value for ttlMinutes',
  ));
