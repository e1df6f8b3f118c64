/** The flag of a name in programs: `--pod-cidr` of `podCidr`. */
export function flagName(key: string): string {
  return `--${key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
