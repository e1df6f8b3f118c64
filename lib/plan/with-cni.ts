import type { TestbedSpecInput } from './input/spec-input';
import { parseSpec } from './parse-spec';

/** A CNI with its mode and data plane, by name. */
export interface CniNames {
  /** @default the spec's */
  readonly cni?: string;
  /** @default the spec's, where it has the same CNI; else the CNI's first */
  readonly mode?: string;
  /** @default likewise */
  readonly dataPlane?: string;
}

/** The input with another choice of CNI. Mode and data plane of the input stay only where they are that CNI's. */
export function withCni(
  input: TestbedSpecInput | Readonly<Record<string, unknown>>,
  { cni, mode, dataPlane }: CniNames,
): Record<string, unknown> {
  const { mode: _mode, dataPlane: _dataPlane, ...general } = input;
  const kept = cni === undefined || cni === (input.cni ?? parseSpec({}).cni) ? input : general;
  return {
    ...kept,
    ...(cni === undefined ? {} : { cni }),
    ...(mode === undefined ? {} : { mode }),
    ...(dataPlane === undefined ? {} : { dataPlane }),
  };
}
