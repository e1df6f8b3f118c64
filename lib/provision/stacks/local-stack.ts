import { createHash } from 'node:crypto';
import { type Cni, cnis } from '../../cni';
import type { TestbedSpecInput } from '../../plan';
import { readSpec } from '../../read-spec';
import type { SpecInput } from '../../spec-input';
import { plannedTestbed } from '../../testbed';
import { type Cloud, type CloudSpecInput, specReading } from '../cloud';
import { clouds as allClouds, type CloudPartsInput } from '../clouds';
import { type IConstruct, TerraformStack } from './cdktf';
import { type LocalCommand, plainJson, TerraformData } from './terraform-data';
import { testbedCommand } from './testbed-command';

/** Properties of LocalStack. */
export type LocalStackProps = LocalStackOptions & (OfThisPackage | OfOthers);

/** What to build with the CNIs of this package. */
interface OfThisPackage {
  /** What to build, but for its name, which is the stack's. When it changes, the lab is built anew. */
  readonly spec: SpecInput & CloudPartsInput;
  /** @default all of this package */
  readonly plugins?: undefined;
}

/** What to build with other CNIs. */
interface OfOthers {
  /** What to build, but for its name, which is the stack's. When it changes, the lab is built anew. */
  readonly spec: CloudSpecInput;
  /** CNIs that the spec may name. @default all of this package */
  readonly plugins: readonly Cni[];
}

/** How to build it. */
export interface LocalStackOptions {
  /** Clouds of which the spec may have parts. @default all of this package */
  readonly clouds?: readonly Cloud[];
  /**
   * Folder from which Node finds this package, seen from Terraform's working folder. @default that folder itself:
   * cdktf.out/stacks/NAME lies in the app's
   */
  readonly projectPath?: string;
}

/**
 * The same testbed in Linux network namespaces on this machine: deploy builds and tests it, destroy removes it. Needs no
 * account, no provider and no network.
 * @throws SpecError with every problem of the spec
 */
export class LocalStack extends TerraformStack {
  constructor(scope: IConstruct, id: string, props: LocalStackProps) {
    super(scope, id);
    const own = { ...props.spec, name: id };
    refuseLab(own, props);
    const testbed = (verb: string, more: Partial<LocalCommand> = {}, ...flags: string[]) =>
      testbedCommand([verb, '--name', id, ...flags], { workingDir: props.projectPath, ...more });
    const lab = new TerraformData(this, 'lab', { spec: digestOf(props.spec) }, [
      testbed('up', { environment: { TESTBED_SPEC: plainJson(own) } }),
      testbed('down', { when: 'destroy' }, '--if-up'), // a reboot or `testbed clean` may have been quicker
    ]);
    // On its own: a check that fails must not take the lab's `down` with it (Terraform skips it for what did not succeed).
    new TerraformData(this, 'checks', { lab: lab.getStringAttribute('id') }, [testbed('test')]);
  }
}

/** Refuses a spec of which no lab can be built. @throws SpecError with every problem of the spec */
export function refuseLab(
  spec: TestbedSpecInput,
  { plugins = cnis, clouds = allClouds }: { plugins?: readonly Cni[]; clouds?: readonly Cloud[] },
): void {
  plannedTestbed(readSpec(spec, { ...specReading(clouds), plugins }), plugins);
}

function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 12);
}
