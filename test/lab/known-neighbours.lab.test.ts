import { buildLab } from '../../lib/lab/lab';
import { withKnownNeighbours } from '../../lib/lab/realise/known-neighbours';
import { failures, judged, testbedOf } from '../support/labs';
import { describeLab } from '../support/namespaces';

describeLab('a lab whose pods and nodes do not learn their neighbours', () => {
  test.each(['flannel', 'calico', 'cilium'])('passes with %s in both families', async (cni) => {
    const wanted = testbedOf({ cni, ipFamily: 'dual' });
    const lab = await buildLab(`known-${process.pid}-${cni}`, {
      ...wanted,
      datapath: withKnownNeighbours(wanted.datapath),
    });
    try {
      expect(failures(await judged(lab))).toEqual([]);
    } finally {
      await lab.end();
    }
  });
});
