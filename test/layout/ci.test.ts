import { noneInKernel } from '../../lib/lab/realise/features';

/** What CI takes for a test that could not run there; the rest of the skips fail it. */
const { isBeyondHelp } = require('../../.ci/check-skips.cjs') as { isBeyondHelp(title: string): boolean };

describe('CI', () => {
  test.each([
    `a mode (skipped: wireguard: ${noneInKernel}; get a kernel with CONFIG_WIREGUARD)`,
    'a real cluster (skipped: run it with npm run test:cluster) passes',
    'an app of tsx (skipped: CNI_TESTBED_TOOLS names no folder with ts-jest, tsx and typescript 5.9) compiles',
    'OpenTofu on an emulated AWS (skipped: tofu not on the PATH) deploys',
    'acc-provision, the real one (skipped: acc-provision not on the PATH) has the shares as its pools',
  ])('lets pass what no package can bring: %s', (title) => expect(isBeyondHelp(title)).toBe(true));

  test.each([
    'a mode (skipped: wireguard: the program wg is not installed; get the package wireguard-tools)',
    'the page (skipped: chromium not on the PATH) has no errors',
    'a lab (skipped: namespaces: the kernel does not let this user have them)',
  ])('fails where a check could have run: %s', (title) => expect(isBeyondHelp(title)).toBe(false));
});
