import { TargetError } from '../../../base/target-error';
import { PassingError } from '../../exchange/exchange';

/** Whose bucket it is, and where. */
export interface BucketPlace {
  readonly stack: string;
  readonly bucket: string;
  readonly region: string;
}

const whose = 'aws sts get-caller-identity says whose they are';

type Remedies = readonly (readonly [RegExp, (place: BucketPlace) => string])[];

/** What to do, by the start of what the client says: its name for the error. None of these goes away by itself. */
const lasting: Remedies = [
  [
    /^(CredentialsProviderError|CredentialsError)/,
    () => `Give AWS credentials by the environment, AWS_PROFILE or aws sso login; ${whose}`,
  ],
  [
    /^(ExpiredToken|TokenRefreshRequired|RequestExpired)/,
    () => 'The AWS credentials have expired: log in again, such as by aws sso login',
  ],
  [
    /^(AccessDenied|Forbidden|InvalidAccessKeyId|SignatureDoesNotMatch|AllAccessDisabled|403)/,
    ({ stack }) => `Use the AWS credentials that ${stack} was deployed with; ${whose}`,
  ],
  [
    /^(NoSuchBucket|NotFound)/,
    ({ stack }) =>
      `The bucket goes with its stack: see whether ${stack} was destroyed, or whether the credentials are for another account; ${whose}`,
  ],
];

/** The same by the system's code for it. */
const passing: Remedies = [
  [
    /(ENOTFOUND|EAI_AGAIN)/,
    ({ region }) => `See whether the network is there, and whether ${region} is the region of the stack`,
  ],
  [/(ECONNREFUSED|ECONNRESET|ETIMEDOUT|TimeoutError)/, () => networkRemedy()],
];

/** The client's error as one of the target, with what to do about it. */
export function unreadable(place: BucketPlace, { name, message }: Error): TargetError {
  const words = message.replace(/^AWS SDK error wrapper for Error: /, '');
  const what = name === 'Error' ? words : `${name}: ${words}`;
  const problem = `bucket ${place.bucket} of ${place.stack} in ${place.region} cannot be read: ${what}`;
  const remedyIn = (remedies: Remedies) => remedies.find(([pattern]) => pattern.test(what))?.[1](place);
  const known = remedyIn(lasting);
  if (known) return new TargetError(problem, known);
  const otherwise = `Check the AWS credentials (${whose}) and that the stack is deployed`;
  return new PassingError(problem, remedyIn(passing) ?? otherwise);
}

function networkRemedy(): string {
  const other = process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL;
  return other
    ? `AWS_ENDPOINT_URL leads to ${other}: see whether that answers`
    : 'See whether the network is there';
}
