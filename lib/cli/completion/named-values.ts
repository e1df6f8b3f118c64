import type { Command, Option } from 'commander';
import { capabilities, cnis } from '../../cni';
import { faults } from '../../faults';
import { aspects } from '../../measure';
import { listLabs, preferences, scenarios } from '../../run';

/** A word that may stand there, and what it means. */
export type Candidate = readonly [word: string, about: string];

/** Flags with their values, as far as they are typed. */
export type Typed = Readonly<Record<string, string>>;

/** Values of flags that have names, by the flag's attribute. */
const byFlag: Readonly<Record<string, (command: Command, typed: Typed) => Candidate[]>> = {
  cni: () => cnis.map(({ name, description }) => [name, description]),
  mode: (_, { cni }) =>
    chosenBy(cni).flatMap(({ modes }) => modes.map(({ name, description }) => [name, description])),
  dataPlane: (_, { cni }) => chosenBy(cni).flatMap(({ dataPlanes }) => dataPlanes.map((name) => [name, ''])),
  scenario: () => Object.entries(scenarios).map(([name, { about }]) => [name, about]),
  fault: faultNames,
  only: (command) => (command.name() === 'faults' ? faultNames() : aspects.map((name) => [name, ''])),
  need: () => capabilities.map(({ id, about }) => [id, about]),
  prefer: () => preferences.map(({ id, about }) => [id, about]),
  name: (command) =>
    builders.has(command.name()) ? [] : listLabs().map(({ name, cni = '' }) => [name, cni]),
};

/** Commands that give a lab its name. */
const builders = new Set(['lab', 'up']);

/** Names that a flag takes, with what each means; undefined where it takes others. */
export function namedValues(command: Command, option: Option, typed: Typed): Candidate[] | undefined {
  const all = byFlag[option.attributeName()]?.(command, typed);
  return all && [...new Map(all.map((one) => [one[0], one])).values()];
}

/** Whether a flag takes several of them with commas between them. */
export function isList(command: Command, option: Option): boolean {
  const name = option.attributeName();
  return name === 'need' || name === 'prefer' || (name === 'only' && command.name() !== 'faults');
}

function faultNames(): Candidate[] {
  return faults.map(({ name, about }) => [name, about]);
}

const chosenBy = (cni?: string) => {
  const found = cnis.filter(({ name }) => name === cni);
  return found.length > 0 ? found : cnis;
};
