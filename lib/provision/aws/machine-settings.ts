import type { AwsSpec } from './spec';

/**
 * What a machine is, in EC2's terms, but for its image, what it is called and what it is connected to. All of it counts
 * for the cluster's generation, so that nothing that could change a result is changed on machines that stand.
 */
export function machineSettings({ instanceType, diskGiB, spot }: MachineChoice) {
  return {
    instanceType,
    instanceInitiatedShutdownBehavior: 'terminate', // so that the node's time to live ends its cost
    metadataOptions: {
      httpEndpoint: 'enabled',
      httpTokens: 'required',
      httpPutResponseHopLimit: 1, // one hop more and pods could take the node's role
      instanceMetadataTags: 'enabled',
    },
    rootBlockDevice: { volumeType: 'gp3', volumeSize: diskGiB, encrypted: true, deleteOnTermination: true },
    ebsOptimized: true,
    monitoring: false,
    ...(spot && { instanceMarketOptions: spotMarket }),
  };
}

/** What a spec says of its machines. */
export type MachineChoice = Pick<AwsSpec, 'instanceType' | 'diskGiB' | 'spot'>;

const spotMarket = {
  marketType: 'spot',
  spotOptions: { spotInstanceType: 'one-time', instanceInterruptionBehavior: 'terminate' },
};
