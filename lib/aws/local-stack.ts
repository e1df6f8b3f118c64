import { type IConstruct, TerraformStack } from './cdktf';
import { type LocalCommand, TerraformData } from './construct/terraform-data';

export interface LocalStackProps {
  /** CNI of the lab. */
  readonly cni: string;
  /** Anything that describes the spec: when it changes, the lab is built anew. */
  readonly digest: string;
  /** Where `dist/testbed.js` and cdktf.json are, seen from Terraform's working folder. @default ../../.. */
  readonly projectPath?: string;
}

/**
 * The same testbed in Linux network namespaces on this machine: deploy builds and tests it, destroy removes it. Needs no
 * account, no provider and no network.
 */
export class LocalStack extends TerraformStack {
  constructor(scope: IConstruct, id: string, { cni, digest, projectPath }: LocalStackProps) {
    super(scope, id);
    const run = (verb: string, flags = ''): LocalCommand => ({
      command: `node dist/testbed.js ${verb} --name "$TESTBED_NAME"${flags}`,
      workingDir: projectPath ?? '../../..',
      environment: { TESTBED_NAME: id, TESTBED_CNI: cni },
    });
    const lab = new TerraformData(this, 'lab', { spec: digest }, [
      run('up', ' --cni "$TESTBED_CNI"'),
      { ...run('down', ' --if-up'), when: 'destroy' }, // a reboot or `testbed clean` may have been quicker
    ]);
    // On its own: a check that fails must not take the lab's `down` with it (Terraform skips it for what did not succeed).
    new TerraformData(this, 'checks', { lab: lab.getStringAttribute('id') }, [run('test')]);
  }
}
