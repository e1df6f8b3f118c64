import { plannedServices, serviceRules } from '../../lib/kube-proxy';
import { testbedOf } from '../testbeds';

const { plan } = testbedOf();
const namesOf = (mode: 'iptables' | 'nftables') =>
  serviceRules(plan, mode, plannedServices(plan), plan.nodes[1]!).chains.map(({ name }) => name);

// Read on a real cluster of Kubernetes 1.36 with the same plan.
test.each([
  ['iptables', ['KUBE-SVC-NPX46M4PTMTKRN6Y', 'KUBE-SEP-FIMWYXOJBPP32KI5']],
  [
    'nftables',
    [
      'service-2QRHZV4L-default/kubernetes/tcp/https',
      'endpoint-SSXR5YTX-default/kubernetes/tcp/https__192.168.1.10/6443',
    ],
  ],
] as const)('the API server has the chains that a real kube-proxy (%s) gives it', (mode, names) => {
  expect(namesOf(mode)).toEqual(expect.arrayContaining([...names]));
});
