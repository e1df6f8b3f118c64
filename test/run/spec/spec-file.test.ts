/** A spec file's problems have the line and column of their field. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { located } from '../../../lib/base/located';
import { problemText, SpecError } from '../../../lib/plan';
import { readSpecFile } from '../../../lib/run';

const folder = mkdtempSync(join(tmpdir(), 'spec-file-'));
const file = join(folder, 'spec.yaml');
afterAll(() => rmSync(folder, { recursive: true }));

/** Each problem's field, line and column. */
function placesIn(text: string): (readonly [string, number?, number?])[] {
  writeFileSync(file, text);
  try {
    readSpecFile(file);
    return [];
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    return error.problems.map(({ field, at }) => [field, at?.line, at?.column]);
  }
}

test.each<[string, string, (readonly [string, number?, number?])[]]>([
  ['a field', '# of mine\nname: a\nworkers: -1\n', [['workers', 3, 1]]],
  ['a field of Windows', 'name: a\r\nworkers: -1\r\n', [['workers', 2, 1]]],
  ['a field that there is not', 'name: a\nnodes: 3\n', [['nodes', 2, 1]]],
  ['a field inside of a list', 'zones:\n  - name: a\n    nodeCidr: 10/8\n', [['zones[0].nodeCidr', 3, 5]]],
  ['what is missing: that of the entry', 'zones:\n  - name: a\n', [['zones[0].nodeCidr', 2, 5]]],
  ["a setting of a target's", 'aws:\n  spot: 1\n', [['aws.spot', 2, 3]]],
  ['a field of JSON', '{\n  "$schema": "s.json",\n  "workers": "many"\n}\n', [['workers', 3, 3]]],
  [
    'a field behind an alias: that of what it stands for',
    'reserved: [&one {name: x, cidr: 10}, *one]\n',
    [
      ['reserved[0].cidr', 1, 27],
      ['reserved[1].cidr', 1, 27],
    ],
  ],
  ['an error of the syntax', 'name: a\nworkers: {{\n', [['spec', 3, 1]]],
  ['a second document', 'name: a\n---\nname: b\n', [['spec', 2, 1]]],
  ['a field that is there twice', 'name: a\nname: b\n', [['spec', 2, 1]]],
])('the place of %s', (_, text, places) => expect(placesIn(text)).toEqual(places));

test('what is no set of fields, and a file that there is not, have no place', () => {
  expect(placesIn('- name: a\n')).toEqual([['spec', undefined, undefined]]);
  expect(() => readSpecFile(join(folder, 'nowhere'))).toThrow(SpecError);
});

test('a sound file, and an empty one, are read', () => {
  writeFileSync(file, 'workers: 4\naws: { spot: true }\n');
  expect(readSpecFile(file)).toMatchObject({ workers: 4, aws: { spot: true } });
  writeFileSync(file, '');
  expect(readSpecFile(file)).toMatchObject({ workers: 2 });
});

test('a part of a file has its fields at their places in the whole file, and none that are elsewhere', () => {
  const { place } = located('{\n "workers": 1,\n "context": {"testbed": {\n  "workers": 2}}}', [
    'context',
    'testbed',
  ]);
  expect([place('workers'), place('name')]).toEqual([{ line: 4, column: 3 }, undefined]);
});

test('the text of a problem names the place as editors follow it', () => {
  const problem = { field: 'workers', value: '-1', rule: 'it must be at least 0', remedy: 'Raise it' };
  expect(problemText({ ...problem, at: { file: 'lab.yaml', line: 3, column: 1 } })).toBe(
    'workers = -1 in lab.yaml:3:1: it must be at least 0. Raise it.',
  );
});
