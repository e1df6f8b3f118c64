import { TargetError } from '../../base/target-error';
import type { Cloud } from '../cloud';
import { type Place, variableOf } from '../exchange/exchange';

/** The cloud for which every part of a place is known, and the place; `undefined` where there is no such cloud. */
export function placeIn(
  clouds: readonly Cloud[],
  known: (output: string) => string | undefined,
): { readonly cloud: Cloud; readonly place: Place } | undefined {
  for (const cloud of clouds) {
    const parts = cloud.exchange.outputs.flatMap((output) => {
      const value = known(output);
      return value === undefined ? [] : [[output, value] as const];
    });
    if (parts.length === cloud.exchange.outputs.length) return { cloud, place: Object.fromEntries(parts) };
  }
  return undefined;
}

/**
 * Refuses variables that say only a part of a place: they would be ignored in silence.
 * @throws TargetError
 */
export function refusePart(
  clouds: readonly Cloud[],
  env: Readonly<Record<string, string | undefined>>,
): void {
  for (const cloud of clouds) {
    const names = cloud.exchange.outputs.map(variableOf);
    const given = names.filter((name) => env[name]);
    const missing = names.filter((name) => !env[name]);
    if (given.length > 0 && missing.length > 0)
      throw new TargetError(
        `${given.join(' and ')} is set and ${missing.join(' and ')} is not`,
        `Set ${names.length === 2 ? 'both, or neither' : 'all of them, or none'}`,
      );
  }
}

/** `set TESTBED_BUCKET and TESTBED_REGION`, for a remedy. */
export function settingPlace(clouds: readonly Cloud[]): string {
  return clouds.map(({ exchange }) => `set ${exchange.outputs.map(variableOf).join(' and ')}`).join(', or ');
}
