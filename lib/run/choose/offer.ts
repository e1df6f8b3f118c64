import { type Cni, capabilities, cnis } from '../../cni';
import type { ChoiceOffer } from '../../report';
import { choose } from './choose';
import { isAtLeast } from './kernel';
import { preferences } from './preferences';

/** Every need that can be asked for, and every mode's answer: what `choose` says, before anybody has asked. */
export function choiceOffer(plugins: readonly Cni[] = cnis): ChoiceOffer {
  const offered = capabilities.map(({ id, title, about }) => ({
    ...{ id, title, about },
    needs: id === 'kernel' ? kernelsOf(plugins).map((kernel) => `kernel=${kernel}`) : [id],
  }));
  const { modes } = choose({ needs: offered.flatMap(({ needs }) => needs) }, plugins);
  return { capabilities: offered, modes, preferences };
}

/** The kernels that some mode asks for, the oldest first: between two of them no answer changes. */
function kernelsOf(plugins: readonly Cni[]): string[] {
  const cells = plugins.flatMap((cni) =>
    cni.modes.flatMap((mode) =>
      cni.dataPlanes.map((dataPlane) => cni.capabilities({ mode, dataPlane }).kernel),
    ),
  );
  const floors = new Set(cells.flatMap((cell) => ('least' in cell ? [cell.least] : [])));
  return [...floors].sort((a, b) => (isAtLeast(a, b) ? 1 : -1));
}
