import { Construct, type IConstruct, type ITerraformDependable } from '../cdktf';
import { TerraformData } from './terraform-data';

export interface ReadyGateProps {
  /** Name of the stack, as the user types it. */
  readonly stack: string;
  readonly bucket: string;
  readonly region: string;
  /** Ids of all instances by node name: a new machine is waited for again. */
  readonly instanceIds: Readonly<Record<string, string>>;
  /** What it reads: without them it would fail at once. @default nothing */
  readonly objects?: readonly ITerraformDependable[];
  /** How long to wait. @default 2400 */
  readonly timeoutSeconds?: number;
  /** Folder with `dist/testbed.js`, relative to Terraform's working folder. */
  readonly projectPath: string;
}

/**
 * The deploy's last resource: waits until every node is Ready and says what each is doing. Where it fails the deploy
 * fails, this resource alone is tainted, the nodes stay for a look, and the next deploy waits again.
 */
export class ReadyGate extends Construct {
  constructor(scope: IConstruct, id: string, props: ReadyGateProps) {
    super(scope, id);
    const command = {
      command: 'node dist/testbed.js status "$TESTBED_STACK" --wait --timeout "$TESTBED_TIMEOUT"',
      workingDir: props.projectPath,
      environment: {
        TESTBED_STACK: props.stack,
        TESTBED_BUCKET: props.bucket,
        TESTBED_REGION: props.region,
        TESTBED_TIMEOUT: `${props.timeoutSeconds ?? 2400}`,
      },
    };
    new TerraformData(this, 'wait', { instances: props.instanceIds }, [command], props.objects);
  }
}
