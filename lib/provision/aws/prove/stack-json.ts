/** A synthesized stack as Terraform reads it (cdk.tf.json): what the proofs look at, instead of what the code meant. */
import { gunzipSync } from 'node:zlib';

/** The arguments of a resource. */
export type Resource = Readonly<Record<string, unknown>>;

/** A synthesized stack: its resources, and what it asks the cloud for, by type and name. */
export interface StackJson {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Resource>>>>;
  readonly data?: StackJson['resource'];
}

/** Resources of a type, by the name that references use. */
export function resources(json: StackJson, type: string): [string, Resource][] {
  return Object.entries(json.resource?.[type] ?? {});
}

/** The name in `${aws_subnet.NAME.id}`; `undefined` where the text is no such reference. */
export function referenced(value: unknown, type: string): string | undefined {
  return new RegExp(`^\\$\\{${type.replace('.', '\\.')}\\.([^.]+)\\.`).exec(`${value}`)?.[1];
}

/** The instance's cloud-config, as the machine will see it. */
export function cloudConfigOf(instance: Resource): string {
  return gunzipSync(Buffer.from(`${instance.user_data_base64}`, 'base64')).toString();
}

/** Name of the plan's node that the instance is. */
export function nodeNameOf(instance: Resource): string {
  return `${(instance.tags as Resource | undefined)?.Name}`;
}
