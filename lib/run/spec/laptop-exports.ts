import { kindExport } from '../../provision/laptop/kind';
import type { LaptopExport } from '../../provision/laptop/laptop-export';
import { minikubeExport } from '../../provision/laptop/minikube';
import type { Testbed } from '../../testbed';

/** Files and commands for the planned cluster on one's own machine, by the tool that builds it there. */
export const laptopExports: Readonly<Record<string, (wanted: Testbed) => LaptopExport>> = {
  kind: kindExport,
  minikube: minikubeExport,
};
