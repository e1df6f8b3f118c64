/** A field that nobody reads is a promise that nothing keeps: each field of a results file has a reader in lib. */
import * as z from 'zod';
import { resultsFile } from '../../lib/results/schema';
import { fieldsOf } from '../docs/schema-fields';
import { sourcesIn } from '../layout/sources';

/** Where fields are defined, and where they are written. */
const defining =
  /^lib\/(results\/(schema|plan-schema|summary|nat|check-json|build-results)|check\/(check|reason|failure)|diagnosis\/diagnosis|datapath\/(drop|unreached))\.ts$/;

/** Parts that this version keeps for those that write and read them. */
const kept = ['state', 'measurements'];

const names = [
  ...new Set(
    fieldsOf(z.toJSONSchema(resultsFile, { io: 'input', unrepresentable: 'any' })).map(
      (path) =>
        path
          .replace(/\[\]|\.\*/g, '')
          .split('.')
          .at(-1) ?? '',
    ),
  ),
];
const code = sourcesIn('lib')
  .filter(({ path }) => !defining.test(path))
  .map(({ text }) => text.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, ''))
  .join('\n');

/** Taken out of an object by name: `.field`, or in braces. */
const isRead = (name: string) => new RegExp(`\\.${name}\\b|\\{[^{}]*\\b${name}\\b[^{}]*\\}`).test(code);

test('every field of a results file has a reader', () => {
  expect(names.length).toBeGreaterThan(70);
  expect(names.filter((name) => !isRead(name) && !kept.includes(name))).toEqual([]);
});

test('a field without a reader would be found', () => expect(isRead('nobodyReadsThis')).toBe(false));
