import { oneLine } from '../../../base/plain-text';
import { TargetError } from '../../../base/target-error';

/** AWS has not done what was asked. */
export class AwsError extends TargetError {
  constructor(
    message: string,
    remedy: string,
    /** AWS' name for the error, such as InvalidInstanceId. */
    readonly code?: string,
  ) {
    super(message, remedy);
  }
}

const whose = 'aws sts get-caller-identity says whose they are';

/** What to do, by AWS' name for the error. */
const byCode: readonly (readonly [RegExp, string])[] = [
  [
    /^(AccessDenied|UnauthorizedOperation|NotAuthorized)/,
    `Ask for the right that the message names: docs/aws.md lists all that are used; of the AWS credentials, ${whose}`,
  ],
  [/^(ExpiredToken|RequestExpired)/, 'Log in again, such as by aws sso login'],
  [
    /^(InvalidClientTokenId|UnrecognizedClient|AuthFailure|SignatureDoesNotMatch|IncompleteSignature)/,
    `Check the AWS credentials: ${whose}`,
  ],
  [
    /^(InvalidInstanceId|TargetNotConnected)/,
    'The SSM agent of the machine has not reported: wait a minute, and see `aws ssm describe-instance-information`',
  ],
];

/** The same by words of the program itself, before it has asked AWS. */
const byWords: readonly (readonly [RegExp, string])[] = [
  [
    /Unable to locate credentials|could not be found|Error loading SSO|Token has expired/,
    'Give AWS credentials by the environment, AWS_PROFILE or aws sso login',
  ],
  [/Could not connect to the endpoint|Connection was closed|timed out/i, 'See whether the network is there'],
];

/** The program's error, with what to do about it. @param what service and operation */
export function unanswered(what: string, region: string, output: string): AwsError {
  const said = oneLine(output.trim().split('\n').slice(-4).join(' '));
  const code = /An error occurred \(([\w.]+)\)/.exec(said)?.[1];
  const remedies = code === undefined ? byWords : byCode;
  const remedy = remedies.find(([pattern]) => pattern.test(code ?? said))?.[1];
  return new AwsError(
    `aws ${what} failed in ${region}: ${said || 'it said nothing'}`,
    remedy ?? `Check the AWS credentials (${whose}) and that the stack is deployed`,
    code,
  );
}
