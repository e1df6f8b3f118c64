/**
 * The one door to CDKTF and constructs: with each cloud's provider.ts it is all that a move to CDK Terrain (`cdktn`) changes.
 */
export {
  App,
  Fn,
  type ITerraformDependable,
  TerraformOutput,
  TerraformResource,
  TerraformStack,
} from 'cdktf';
export { Construct, type IConstruct } from 'constructs';
