import { cnis } from '../../cni';
import { captureScript as scriptFor } from '../../state/capture';

/** The script that takes a capture of the machine that it runs on, and looks for the folders that CNIs keep state in. */
export function captureScript(): string {
  return scriptFor([...new Set(cnis.flatMap(({ traces }) => traces?.folders ?? []))]);
}
