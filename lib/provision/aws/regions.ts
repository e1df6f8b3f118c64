/** Regions of AWS' partitions that anyone can have an account in, as botocore 1.43 lists them for EC2 (November 2026). */
import { largest } from '../../base/lists';
/** Names of all regions. */
export const regions: readonly string[] = [
  'af-south-1',
  ...[
    'ap-east-1',
    'ap-east-2',
    'ap-northeast-1',
    'ap-northeast-2',
    'ap-northeast-3',
    'ap-south-1',
    'ap-south-2',
  ],
  ...['ap-southeast-1', 'ap-southeast-2', 'ap-southeast-3', 'ap-southeast-4', 'ap-southeast-5'],
  ...['ap-southeast-6', 'ap-southeast-7', 'ca-central-1', 'ca-west-1', 'eu-central-1', 'eu-central-2'],
  ...['eu-north-1', 'eu-south-1', 'eu-south-2', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'il-central-1'],
  ...['me-central-1', 'me-south-1', 'mx-central-1', 'sa-east-1', 'us-east-1', 'us-east-2', 'us-west-1'],
  ...['us-west-2', 'cn-north-1', 'cn-northwest-1', 'us-gov-east-1', 'us-gov-west-1', 'eusc-de-east-1'],
];

/** Letters of zones where they are not a, b and c: of all that some account has, older ones included. */
const otherZones: Readonly<Record<string, string>> = {
  'ap-northeast-1': 'abcd',
  'ap-northeast-2': 'abcd',
  'ca-central-1': 'abd',
  'cn-north-1': 'abd',
  'us-east-1': 'abcdef',
  'us-west-2': 'abcd',
};

/** Letters of the region's availability zones, of which an account may have fewer. */
export function zonesOf(region: string): string[] {
  return [...(otherZones[region] ?? 'abc')];
}

/** Known regions that share the most leading characters with the text, for a message. */
export function regionsLike(text: string): string[] {
  const shared = (region: string) => {
    const other = [...region].findIndex((letter, i) => letter !== text[i]);
    return other < 0 ? region.length : other; // the text may go on: us-east-1a is a zone of us-east-1
  };
  const most = largest(regions.map(shared));
  return regions.filter((region) => shared(region) === most).slice(0, 5);
}
