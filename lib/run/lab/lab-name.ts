import { RunError } from '../run-error';

let given = 0;

/** A name for a lab that is removed when its tests are done: unique on this machine, as it holds the process id. */
export function passingLabName(prefix: string): string {
  given += 1;
  return `${prefix}-${process.pid}${given === 1 ? '' : `-${given}`}`;
}

/** The name, which becomes part of a file's name. @throws RunError where it is not a DNS label of at most 40 characters */
export function checkedLabName(name: string): string {
  if (!/^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/.test(name)) throw new RunError({ code: 'lab-name', name });
  return name;
}
