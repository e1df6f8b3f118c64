import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { type IConstruct, TerraformOutput, TerraformStack } from '../stacks/cdktf';
import type { CloudStackProps } from '../stacks/cloud-stack';
import { plainJson, TerraformData } from '../stacks/terraform-data';
import { testbedCommand } from '../stacks/testbed-command';
import { type ListedMachine, specOutput } from './exchange/listed';
import type { MachinesSpec, MachinesTestbedSpec } from './spec';

type Host = MachinesSpec['hosts'][number];

/**
 * A cluster on machines that one has, by the same code as `testbed machines`: deploy brings it up and judges what the
 * connectivity Jobs find, destroy takes it off. A spec that has changed resets the machines that it listed before.
 */
export class MachinesStack extends TerraformStack {
  constructor(scope: IConstruct, id: string, props: CloudStackProps<MachinesTestbedSpec>) {
    super(scope, id);
    const { plan, spec } = props.cluster;
    const hosts = spec.machines.hosts.map(fromAnywhere);
    const workingDir = props.projectPath;
    const text = plainJson({ ...spec, machines: { ...spec.machines, hosts } });
    const reset = testbedCommand(['machines', 'reset', '--yes', '--stack', id], {
      ...{ workingDir, when: 'destroy' },
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform fills it in, with what was deployed
      environment: { TESTBED_SPEC: '${self.input}' },
    });
    const taken = new TerraformData(this, 'hosts', { spec: digestOf(spec) }, [reset]);
    taken.addOverride('input', text);
    // On its own: an `up` that fails must not take the `reset` with it (Terraform skips it for what did not succeed).
    const up = testbedCommand(['machines', 'up', '--stack', id], {
      workingDir,
      environment: { TESTBED_SPEC: text },
    });
    new TerraformData(this, 'cluster', { hosts: taken.getStringAttribute('id') }, [up]);
    const listed = plan.nodes.map(
      ({ name, role }): ListedMachine => ({ ...hosts.find((host) => host.name === name)!, role }),
    );
    new TerraformOutput(this, 'machines', { value: plainJson(listed) });
    new TerraformOutput(this, specOutput, { value: text });
  }
}

/** Terraform runs in a folder of its own: files are named from everywhere. */
function fromAnywhere({ ssh, ...host }: Host): Host {
  const { key, config } = ssh;
  return {
    ...host,
    ssh: { ...ssh, ...(key && { key: absolute(key) }), ...(config && { config: absolute(config) }) },
  };
}

const absolute = (path: string) => (path.startsWith('~') ? path : resolve(path));

function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 12);
}
