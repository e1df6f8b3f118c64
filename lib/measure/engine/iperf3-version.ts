import { TargetError } from '../../base/target-error';

/**
 * The oldest version whose figures can be used: before it, the processor time of a server was held against all the time that
 * it had waited for clients too (iperf3's release notes, 3.10, #1077).
 */
const oldest = [3, 10] as const;

/** `3.12` of `iperf 3.12 (cJSON 1.7.15)`; undefined where the text names no version. */
export function iperf3Version(text: string): string | undefined {
  return /^iperf (\d{1,3}\.\d{1,3}[\w.+-]{0,20})/.exec(text)?.[1];
}

/** @param where it is, for the error @throws TargetError where it is too old, or none that is known */
export function refuseOldIperf3(version: string | undefined, where: string): string {
  const [major = 0, minor = 0] = version?.split('.').map((part) => Number.parseInt(part, 10)) ?? [];
  if (version !== undefined && (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])))
    return version;
  throw new TargetError(
    `iperf3 of ${where} is of version ${version ?? 'unknown'}: it takes ${oldest.join('.')} or later, which counts a server's processor time rightly`,
    'Install a newer iperf3, on clusters name an image that has one with --engine-image, or leave --engine out',
  );
}
