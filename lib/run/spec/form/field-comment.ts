import type { PlannedTestbed } from '../../../testbed';
import { fieldText, type JsonSchema } from './json-schema';

/**
 * What a comment says of a field: its meaning, its limits, its choices and its default.
 * @param of the testbed whose CNI has the modes and data planes to choose of; absent: they are not listed
 */
export function fieldComment(path: string, schema: JsonSchema, of?: PlannedTestbed): string {
  const { about = schema.description ?? '', otherwise } = fieldText(path) ?? {};
  return [
    about,
    ...limits(schema),
    ...(ownChoices(path, of) ?? choices(about, schema)),
    ...(otherwise === undefined ? [] : [`Default: ${otherwise}.`]),
  ]
    .join(' ')
    .replaceAll('`', '');
}

/** Choices that the meaning does not name. */
function choices(about: string, { enum: all = [] }: JsonSchema): string[] {
  return all.every((choice) => about.includes(`${choice}`)) ? [] : [`One of ${all.join(', ')}.`];
}

/** Choices that depend on the CNI. */
function ownChoices(path: string, of?: PlannedTestbed): string[] | undefined {
  if (!of || (path !== 'mode' && path !== 'dataPlane')) return undefined;
  const { name, modes, dataPlanes } = of.cni;
  const names = path === 'mode' ? modes.map((mode) => mode.name) : dataPlanes;
  return [`With ${name} one of ${names.join(', ')}.`];
}

function limits({ minimum, maximum }: JsonSchema): string[] {
  if (minimum === undefined || maximum === undefined) return [];
  return [`From ${minimum.toLocaleString('en-US')} to ${maximum.toLocaleString('en-US')}.`];
}
