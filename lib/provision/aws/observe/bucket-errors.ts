import { TargetError } from '../../../base/target-error';
import type { StackAccess } from './stack-access';

/** What may be over at the next look: a network that is away, an S3 that is busy. */
export class PassingError extends TargetError {}

const whose = 'aws sts get-caller-identity tells whose they are';

type Remedies = readonly (readonly [RegExp, (access: StackAccess) => string])[];

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
export function unreadable(access: StackAccess, { name, message }: Error): TargetError {
  const words = message.replace(/^AWS SDK error wrapper for Error: /, '');
  const what = name === 'Error' ? words : `${name}: ${words}`;
  const told = `bucket ${access.bucket} of ${access.stack} in ${access.region} cannot be read: ${what}`;
  const remedyIn = (remedies: Remedies) => remedies.find(([pattern]) => pattern.test(what))?.[1](access);
  const known = remedyIn(lasting);
  if (known) return new TargetError(told, known);
  const otherwise = `Check the AWS credentials (${whose}) and that the stack is deployed`;
  return new PassingError(told, remedyIn(passing) ?? otherwise);
}

function networkRemedy(): string {
  const other = process.env.AWS_ENDPOINT_URL_S3 ?? process.env.AWS_ENDPOINT_URL;
  return other
    ? `AWS_ENDPOINT_URL leads to ${other}: see whether that answers`
    : 'See whether the network is there';
}
