import type { Cni } from '../../cni';
import type { Problem } from '../../plan';
import type { Sources } from './spec';

/** Charts of CNIs that there are none of. @param field where the sources are, such as machines.sources */
export function sourceProblems(
  sources: Sources | undefined,
  plugins: readonly Cni[],
  field: string,
): Problem[] {
  const choices = plugins.flatMap(({ name, deployment }) => (deployment ? [name] : []));
  return Object.entries(sources?.charts ?? {}).flatMap(([name, url]): Problem[] =>
    choices.includes(name)
      ? []
      : [
          {
            code: 'not-a-choice',
            choices,
            field: `${field}.charts.${name}`,
            value: `"${url}"`,
            rule: 'there is no CNI of this name that has a chart',
            remedy: `Use ${choices.join(', ')}`,
          },
        ],
  );
}
