import { buildSync } from 'esbuild';

/** Parts that the program of the Jobs is made of, besides its own folder: what asks, and nothing that judges. */
const allowed = /^lib\/(base|net|prober|cluster\/job)\//;

describe('the program of the connectivity Jobs', () => {
  const { metafile, outputFiles } = buildSync({
    entryPoints: ['lib/cluster/job/job-prober.ts'],
    bundle: true,
    minify: true,
    platform: 'node',
    metafile: true,
    write: false,
  });

  test('is made of base, net and the prober alone', () => {
    const inputs = Object.keys(metafile.inputs);
    expect(inputs.length).toBeGreaterThan(20);
    expect(inputs.filter((path) => !allowed.test(path))).toEqual([]);
  });

  test('is small: every cluster that is tested holds it in a ConfigMap', () => {
    expect(outputFiles[0]?.contents.byteLength).toBeLessThan(48 * 1024);
  });
});
