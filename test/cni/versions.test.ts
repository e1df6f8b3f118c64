import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { versions } from '../../lib/base/versions';

const lib = join(__dirname, '..', '..', 'lib');

test('versions are written in lib/base/versions.ts only', () => {
  const files = readdirSync(lib, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file !== join('base', 'versions.ts') && /\.(ts|sh|ya?ml|toml|json)$/.test(file),
  );
  expect(files.length).toBeGreaterThan(20);
  const found = files.flatMap((file) => {
    const text = withoutComments(readFileSync(join(lib, file), 'utf8'));
    return Object.entries(versions).flatMap(([name, version]) =>
      exactly(version).test(text) ? [`${file}: ${name} ${version}`] : [],
    );
  });
  expect(found).toEqual([]);
});

test('every version is exact', () => {
  const exact = /^v?\d+(\.\d+)+(@sha256:[\da-f]{64})?$/;
  for (const version of Object.values(versions)) expect(version).toMatch(exact);
});

/** Comments may say which version a fact was read in. */
function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
}

function exactly(version: string): RegExp {
  const escaped = version.replace(/^v/, '').replaceAll('.', '\\.');
  return new RegExp(`(?<![\\d.]|yaml-)v?${escaped}(?![\\d.])`); // YAML's own version is no cluster's
}
