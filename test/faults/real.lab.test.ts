/** Every fault of the catalogue, made by commands in a healthy lab, and mended by those that the report prints. */
import { faults } from '../../lib/faults';
import { runFaults } from '../../lib/run';
import { describeLab, testWithFeatures } from '../support/namespaces';

/** Not state of the kernel, so that no command makes it: it is tried in labs that are built broken. */
const notByCommand = ['bgp-session-down', 'dns-slow'];

describeLab('every fault that is made by commands in a healthy lab', () => {
  testWithFeatures(
    ['nft', 'vxlan'],
    'is found, named by its entry alone, and mended by the printed commands',
    async () => {
      const { rows } = await runFaults({ input: {} }, { everyMode: true, real: true });
      const tried = rows.filter(({ outcome }) => outcome !== 'skip');
      const wrong = tried.filter(
        ({ outcome, diagnosis, byHand }) => outcome === 'missed' || !diagnosis.right || !byHand?.mended,
      );
      expect(wrong).toEqual([]);
      const skipped = rows.filter(({ outcome }) => outcome === 'skip').map(({ name }) => name);
      expect(skipped).toEqual(notByCommand);
      expect(tried).toHaveLength(faults.length - notByCommand.length);
    },
  );
});
