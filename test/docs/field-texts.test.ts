/**
 * The texts of a spec's fields, which `testbed schema` and `testbed init` show, are those of the doc comments in the
 * sources. `UPDATE_DOCS=1 npx jest test/docs` writes them.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../lib/base/package-root';
import { specJsonSchema } from '../../lib/run';
import { fieldTexts } from './doc-comments';
import { fieldsOf } from './schema-fields';

const file = join(packageRoot, 'lib/run/spec/form/field-texts.json');

test('lib/run/spec/form/field-texts.json has what the doc comments say', () => {
  if (process.env.UPDATE_DOCS) writeFileSync(file, `${JSON.stringify(fieldTexts(), null, 2)}\n`);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(fieldTexts());
});

test('every field of a spec has a doc comment, and every doc comment a field', () => {
  const fields = fieldsOf(specJsonSchema()).filter(
    (field) => !['aws', 'machines', '$schema'].includes(field),
  );
  expect(Object.keys(fieldTexts()).sort()).toEqual([...fields].sort());
});
