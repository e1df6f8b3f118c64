/** The pinned Kubernetes is one that every pinned CNI runs with, as far as its makers say so. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../lib/base/package-root';
import { versions } from '../../lib/base/versions';
import { cnis } from '../../lib/cni';

const minor = (version: string) => Number(/^1\.(\d+)/.exec(version)![1]);

describe.each(cnis.filter(({ deployment }) => deployment))('$name', ({ deployment }) => {
  test('runs with the pinned Kubernetes, and its makers are cited', () => {
    const { from, to, source } = deployment!.kubernetes!;
    const pinned = minor(versions.kubernetes);
    expect(source).toMatch(/^https:\/\//);
    expect(pinned).toBeGreaterThanOrEqual(minor(from ?? '1.0'));
    if (to !== undefined) expect(pinned).toBeLessThanOrEqual(minor(to));
  });
});

test('the page that lists them names the pinned Kubernetes', () => {
  expect(readFileSync(join(packageRoot, 'docs/choosing.md'), 'utf8')).toContain(
    `Kubernetes 1.${minor(versions.kubernetes)},`,
  );
});
