/** What a machine does at the end of its time to live. */
import { describeWith, missing } from '../programs';
import { calls, cloud, machine, useMachine } from './boot-machine';

useMachine();

const arn =
  'arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/net/aws-test-api/0123456789abcdef';

/** What was asked for by POST, of the load balancers' API. */
function posted(): string[] {
  const bodies: string[] = [];
  cloud.refuse = (request, body) => {
    if (request.startsWith('POST')) bodies.push(body);
    return undefined;
  };
  return bodies;
}

describeWith(missing('bash', 'curl', 'jq'), 'a machine at its end', () => {
  test('ends the load balancer of the API before itself, which would cost for ever', async () => {
    const { end } = machine('control-plane-2', { controlPlanes: 3 });
    cloud.objects.set('assets/balancer', arn);
    const bodies = posted();
    expect((await end()).code).toBe(0);
    expect(bodies.map((body) => Object.fromEntries(new URLSearchParams(body)))).toEqual([
      { Action: 'DeleteLoadBalancer', Version: '2015-12-01', LoadBalancerArn: arn },
    ]);
    expect(cloud.unsigned).toEqual([]);
    expect(calls()).toEqual(['systemctl poweroff']);
  });

  test('ends the NAT gateway last, by which it asks for the end of the balancer', async () => {
    const { end } = machine('control-plane-1', { controlPlanes: 3, aws: { publicAddresses: false } });
    cloud.objects.set('assets/balancer', arn);
    cloud.objects.set('assets/nat-gateway', 'nat-0123456789abcdef0');
    const bodies = posted();
    expect((await end()).code).toBe(0);
    expect(bodies.map((body) => Object.fromEntries(new URLSearchParams(body)))).toEqual([
      { Action: 'DeleteLoadBalancer', Version: '2015-12-01', LoadBalancerArn: arn },
      { Action: 'DeleteNatGateway', Version: '2016-11-15', NatGatewayId: 'nat-0123456789abcdef0' },
    ]);
    expect(calls()).toEqual(['systemctl poweroff']);
  });

  test('ends itself where there is no load balancer, and where that cannot be ended', async () => {
    const { end } = machine('worker-1');
    const bodies = posted();
    await end();
    expect([bodies, calls()]).toEqual([[], ['systemctl poweroff']]);
    cloud.refuse = () => ({ status: 403, code: 'AccessDenied' });
    await end();
    expect(calls()).toEqual(['systemctl poweroff', 'systemctl poweroff']);
  });
});
