import { type Place, placeEnvironment } from '../exchange/exchange';
import { Construct, type IConstruct, type ITerraformDependable } from './cdktf';
import { TerraformData } from './terraform-data';
import { testbedCommand } from './testbed-command';

/** Properties of ReadyGate. */
export interface ReadyGateProps {
  /** Name of the stack, as the user types it. */
  readonly stack: string;
  /** Where the stack's exchange is, such as its bucket and region. */
  readonly place: Place;
  /** Ids of all instances by node name: a new machine is waited for again. */
  readonly instanceIds: Readonly<Record<string, string>>;
  /**
   * What must be there before: what it reads, and whatever else can fail, so that a deploy that has failed already does not
   * wait for machines. @default nothing
   */
  readonly after?: readonly ITerraformDependable[];
  /** How long to wait. @default 2400 */
  readonly timeoutSeconds?: number;
  /** Folder from which Node finds this package, seen from Terraform's working folder. @default that folder itself */
  readonly projectPath?: string;
}

/**
 * The deploy's last resource: waits until every node is Ready and says what each is doing. Where it fails the deploy
 * fails, this resource alone is tainted, the nodes stay for a look, and the next deploy waits again.
 */
export class ReadyGate extends Construct {
  constructor(scope: IConstruct, id: string, props: ReadyGateProps) {
    super(scope, id);
    const wait = ['--wait', '--timeout', `${props.timeoutSeconds ?? 2400}`];
    const command = testbedCommand(['status', props.stack, ...wait], {
      workingDir: props.projectPath,
      environment: placeEnvironment(props.place),
    });
    new TerraformData(this, 'wait', { instances: props.instanceIds }, [command], props.after);
  }
}
