/** Questions about ranges of addresses as Terraform's expressions: for ranges that only the deploy knows. */
import { Address, type Cidr } from '../../../net';

/** Whether one of the ranges of `vpc`, an expression for one, holds all of `inner`. */
export function holds(vpc: string, inner: Cidr): string {
  const condition = `tonumber(split("/", own)[1]) <= ${inner.prefix} && ${sameStart('tonumber(split("/", own)[1])', inner)}`;
  return `anytrue([for own in ${ranges(vpc)} : ${condition}])`;
}

/** Whether one of the ranges of `vpc` has an address of `other`. */
export function meets(vpc: string, other: Cidr): string {
  const shorter = `min(tonumber(split("/", own)[1]), ${other.prefix})`;
  return `anytrue([for own in ${ranges(vpc)} : ${sameStart(shorter, other)}])`;
}

/** All ranges of a VPC, as text. */
export const ranges = (vpc: string): string => `${vpc}.cidr_block_associations[*].cidr_block`;

/** Whether both ranges begin with the same bits, as many as `prefix` says. */
function sameStart(prefix: string, { first, family }: Cidr): string {
  const base = `${new Address(family, first)}`;
  return `cidrhost(format("%s/%d", split("/", own)[0], ${prefix}), 0) == cidrhost(format("${base}/%d", ${prefix}), 0)`;
}
