import type { Place } from '../../exchange/exchange';
import type { CloudReach, ForwardedPorts, Invocation, Machine } from '../../reach/reach';
import { runningInstances } from './instances';
import type { AwsPlace } from './place';
import { runCommand } from './run-command';

/** By Systems Manager: the agents of the machines call it, so that no port is open to anybody. */
export const sessions: CloudReach = {
  programs: [
    { program: 'aws', remedy: 'Install the AWS CLI: docs.aws.amazon.com/cli' },
    {
      program: 'session-manager-plugin',
      remedy: 'Install the Session Manager plugin for the AWS CLI: docs.aws.amazon.com/systems-manager',
      onlyForwards: true,
    },
  ],
  machines: (place) => runningInstances(onAws(place)),
  run: (place, machine, script) => runCommand(onAws(place), machine, script),
  forwarding: (place, machine, ports) => portSession(onAws(place), machine, ports),
};

function portSession({ region }: AwsPlace, { id }: Machine, { local, remote }: ForwardedPorts): Invocation {
  const parameters = { portNumber: [`${remote}`], localPortNumber: [`${local}`] };
  return {
    program: 'aws',
    args: [
      ...['ssm', 'start-session', '--region', region, '--target', id],
      ...['--document-name', 'AWS-StartPortForwardingSession'],
      ...['--parameters', JSON.stringify(parameters)],
    ],
    env: { SSM_PLUGIN_LOCAL_HOST: '127.0.0.1' }, // where the plugin listens, whatever the user has set it to
  };
}

/** Every place of a stack on AWS has these: they are the outputs of its exchange. */
function onAws({ bucket = '', region = '' }: Place): AwsPlace {
  return { bucket, region };
}
