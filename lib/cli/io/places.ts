import { UsageError } from '../exit-codes';
import { quoted } from './quoted';

/** Names that an error lists. */
const mostNames = 30;

/** An argument that names no place of the lab or plan. */
export function noSuchPlace(argument: string, where: string, names: readonly string[]): UsageError {
  const choice = `${names.slice(0, mostNames).join(', ')}${names.length > mostNames ? ', …' : ''}`;
  return new UsageError(`${argument} ${quoted(where)}: there is no such place. Choose one of ${choice}`);
}
