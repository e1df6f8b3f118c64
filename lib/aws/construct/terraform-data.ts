import { type IConstruct, type ITerraformDependable, TerraformResource } from '../cdktf';

/** A command that Terraform runs on the user's machine. Values go into the environment, never into the command. */
export interface LocalCommand {
  readonly command: string;
  /** When Terraform runs it. @default create */
  readonly when?: 'destroy';
  readonly workingDir: string;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Terraform's built-in `terraform_data`, which carries commands. CDKTF's own class for it runs the terraform program at
 * synthesis, to ask for its version: synthesis would need one, and take twice as long.
 */
export class TerraformData extends TerraformResource {
  constructor(
    scope: IConstruct,
    id: string,
    /** Another value makes Terraform destroy it and create it anew. */
    triggersReplace: Readonly<Record<string, unknown>>,
    commands: readonly LocalCommand[],
    /** What must be there before, besides what is referred to. */
    dependsOn: readonly ITerraformDependable[] = [],
  ) {
    super(scope, id, {
      terraformResourceType: 'terraform_data',
      provisioners: commands.map((command) => ({ type: 'local-exec', ...command })),
      ...(dependsOn.length > 0 && { dependsOn: [...dependsOn] }),
    });
    this.addOverride('triggers_replace', triggersReplace);
  }
}
