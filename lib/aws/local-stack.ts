import { DataResource, type IConstruct, TerraformStack } from './cdktf';

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
    const run = (verb: string, flags = '') => ({
      type: 'local-exec' as const,
      command: `node dist/testbed.js ${verb} --name "$TESTBED_NAME"${flags}`,
      workingDir: projectPath ?? '../../..',
      environment: { TESTBED_NAME: id, TESTBED_CNI: cni },
    });
    new DataResource(this, 'lab', {
      triggersReplace: { spec: digest },
      provisioners: [
        run('up', ' --cni "$TESTBED_CNI"'),
        run('test'),
        { ...run('down'), when: 'destroy' as const },
      ],
    });
  }
}
