/** Versions of the Linux kernel, as people and `uname -r` write them: 5.10, 6.8.0-31-generic. */
const form = /^(\d{1,4})\.(\d{1,4})(?:\.(\d{1,5}))?([-+.][\w.+-]*)?$/;

/** Whether this is the version of a kernel. */
export function isKernel(text: string | undefined): text is string {
  return text !== undefined && form.test(text);
}

/** Whether a kernel is that old at the most; what follows the numbers is left out of account. */
export function isAtLeast(kernel: string, least: string): boolean {
  const [have, wanted] = [numbersOf(kernel), numbersOf(least)];
  const differs = have.findIndex((number, i) => number !== wanted[i]);
  return differs < 0 || have[differs]! > wanted[differs]!;
}

function numbersOf(version: string): number[] {
  const [, ...parts] = form.exec(version) ?? [];
  return parts.slice(0, 3).map((part) => Number(part ?? 0));
}
