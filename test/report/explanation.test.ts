import { explanation } from '../../lib/report';
import { conflict, predictions, testbedOf } from '../testbeds';
import { plain } from './runs';

describe('the explanation of a packet', () => {
  const predict = predictions(testbedOf());

  test('goes through the tunnel and names every table', () => {
    const [from, to] = ['pod:worker-1/0', 'pod:worker-2/1'] as const;
    expect(explanation(predict(from, to), from, to, plain)).toMatchSnapshot();
  });

  test('of a translated packet names the rule, and the way back through it', () => {
    const [from, to] = ['pod:worker-1/0', 'node:worker-2'] as const;
    expect(explanation(predict(from, to), from, to, plain)).toMatchSnapshot();
  });

  test('of a packet that never leaves its node says why', () => {
    const [from, to] = ['pod:control-plane-1/0', 'pod:worker-1/0'] as const;
    expect(explanation(predictions(testbedOf(conflict))(from, to), from, to, plain)).toMatchSnapshot();
  });

  test('of a packet to oneself names a size that can be sent', () => {
    const text = explanation(predict('pod:worker-1/0', 'pod:worker-1/0'), 'a', 'a', plain);
    expect(text).toContain('Up to 65535 bytes pass');
  });

  test('of a packet of which nobody knows what becomes says where that is', () => {
    const testbed = testbedOf();
    const hosts = testbed.datapath.hosts.map((host) => ({
      ...host,
      links: host.links.map((link) => (link.name === 'cni0' ? { ...link, ebpf: 'tc' } : link)),
    }));
    const predicted = predictions({ ...testbed, datapath: { ...testbed.datapath, hosts } });
    const text = explanation(predicted('pod:worker-1/0', 'pod:worker-2/0'), 'a', 'b', plain);
    const why = 'eBPF programs decide at cni0 of worker-1 (tc), and what they do is not known';
    expect(text).toContain(`not known: ${why}`);
    expect(text).toContain(`? Predicted: nothing: ${why}.`);
  });

  test('of a packet that is too large names the link', () => {
    const text = explanation(predict('pod:worker-1/0', 'pod:worker-2/0', 'ipv4', 1451), 'a', 'b', plain);
    expect(text).toContain(
      'dropped (too-big): 1451 bytes do not fit eth0 of pod-0.worker-1, which takes 1450',
    );
  });
});
