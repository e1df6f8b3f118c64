import { type IConstruct, type ITerraformDependable, TerraformResource } from './cdktf';

/** A command that Terraform runs on the user's machine. */
export interface LocalCommand {
  /** The program and its first arguments. */
  readonly interpreter: readonly string[];
  /** Its last argument, and what Terraform calls the command where it fails. */
  readonly command: string;
  /** When Terraform runs it. @default create */
  readonly when?: 'destroy';
  /** Seen from Terraform's working folder. @default that folder itself */
  readonly workingDir?: string;
  /** What it gets besides Terraform's own environment. @default nothing */
  readonly environment?: Readonly<Record<string, string>>;
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
      ...(commands.length > 0 && {
        provisioners: commands.map(({ interpreter, ...command }) => ({
          type: 'local-exec',
          interpreter: [...interpreter],
          ...command,
        })),
      }),
      ...(dependsOn.length > 0 && { dependsOn: [...dependsOn] }),
    });
    this.addOverride('triggers_replace', triggersReplace);
  }
}

/** JSON in which Terraform, that takes every text for a template, finds nothing to fill in. */
export function plainJson(value: unknown): string {
  return JSON.stringify(value).replace(/([$%])\{/g, (_, sign) => (sign === '$' ? '\\u0024{' : '\\u0025{'));
}
