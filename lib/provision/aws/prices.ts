/** A table of prices in US dollars. */
export interface Prices {
  readonly asOf: string;
  /** Where and how the prices hold. */
  readonly basis: string;
  /** A public IPv4 address, an hour. */
  readonly publicAddressHour: number;
  /** Disk (gp3), a GiB and month of 730 hours. */
  readonly diskGiBMonth: number;
  /** NAT gateway, an hour, without its address and its traffic. */
  readonly natGatewayHour: number;
  /** Network load balancer, an hour, without its traffic. */
  readonly loadBalancerHour: number;
  /** Instances by type, an hour. */
  readonly instanceHour: Readonly<Record<string, number>>;
}

/**
 * On-demand list prices in US dollars, Linux, region us-east-1; other regions cost up to about half more. t3.large and
 * m7g.large were compared with published tables of June 2026, the others are older and have not moved in years. An
 * estimate, not a bill: `aws.instanceHourUsd` in the spec overrides the instance's.
 */
export const prices: Prices = {
  asOf: '2026-06',
  basis: 'us-east-1, on demand',
  publicAddressHour: 0.005,
  diskGiBMonth: 0.08,
  natGatewayHour: 0.045,
  loadBalancerHour: 0.0225,
  instanceHour: {
    't3.small': 0.0208,
    't3.medium': 0.0416,
    't3.large': 0.0832,
    't3.xlarge': 0.1664,
    't3a.medium': 0.0376,
    't4g.small': 0.0168,
    't4g.medium': 0.0336,
    't4g.large': 0.0672,
    'm5.large': 0.096,
    'm6i.large': 0.096,
    'm6g.large': 0.077,
    'm7g.large': 0.0816,
    'm7i.large': 0.1008,
    'c5.large': 0.085,
    'c6i.large': 0.085,
    'c6g.large': 0.068,
    'c6in.large': 0.1134,
    'c6in.8xlarge': 1.8144,
    'c7g.large': 0.0725,
    'c7i.large': 0.08925,
  },
};
