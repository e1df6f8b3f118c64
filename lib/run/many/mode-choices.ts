import { cnis } from '../../cni';
import { areGiven, type CniNames, collect, type Problem, refuse, SpecError, withCni } from '../../plan';
import { plannedTestbed } from '../../testbed';
import { requestedSpec, type SpecRequest } from '../spec/spec-request';
import { countedZones } from '../spec/zones';

/** Which modes are run: those of one CNI, of one name, or all. */
export interface ModeSelection extends CniNames {
  /** Number of zones, from 1 to 26. @default one and two, one after the other */
  readonly zones?: number;
}

/** One CNI in one mode on one topology. */
export interface ModeChoice {
  readonly cni: string;
  readonly mode: string;
  readonly zones: number;
  readonly request: SpecRequest;
}

/** The modes that were selected, each with its spec. @throws SpecError where there are none, or where the spec suits none */
export function modeChoices(request: SpecRequest, selection: ModeSelection): ModeChoice[] {
  const own = selection.zones === undefined ? zonesOfList(request) : undefined;
  const counts = selection.zones === undefined ? [1, 2] : [selection.zones];
  const modes = selectedModes(selection);
  if (modes.length === 0) refuse(noSuchMode(request, selection));
  const choices = modes.flatMap((mode) => {
    const names = { ...selection, ...mode };
    return own === undefined
      ? counts.map((zones) => ({ ...mode, zones, request: requestFor(request, names, zones) }))
      : [{ ...mode, zones: own, request: { ...request, input: withCni(request.input, names) } }];
  });
  refuseWhatSuitsNone(choices);
  return choices;
}

/** How many zones a list of nodes with addresses has, which fit no others; undefined without one. @throws SpecError where it is wrong */
function zonesOfList(request: SpecRequest): number | undefined {
  const problems: Problem[] = [];
  const spec = collect(problems, () => requestedSpec(request));
  if (problems.some(({ code }) => code.startsWith('nodes/'))) throw new SpecError(problems);
  return spec && areGiven(spec.nodes) ? spec.zones.length : undefined;
}

/** The spec with that CNI and mode, in so many zones, and in both families where it does not ask for one. */
function requestFor({ input, wrong = [] }: SpecRequest, names: CniNames, count: number): SpecRequest {
  const problems = [...wrong];
  const zones = collect(problems, () => countedZones(count));
  return { input: { ipFamily: 'dual', ...withCni(input, names), zones }, wrong: problems };
}

function selectedModes({ cni: wantedCni, mode: wantedMode }: CniNames): { cni: string; mode: string }[] {
  const isWanted = (wanted: string | undefined, name: string) => wanted === undefined || wanted === name;
  return cnis
    .filter(({ name }) => isWanted(wantedCni, name))
    .flatMap((cni) => cni.modes.map((mode) => ({ cni: cni.name, mode: mode.name })))
    .filter(({ mode }) => isWanted(wantedMode, mode));
}

/** That there is no such CNI or mode, with whatever else is wrong with the spec. */
function noSuchMode(request: SpecRequest, selection: ModeSelection): Problem[] {
  const { cni, mode, zones = 1 } = selection;
  const known = cnis.map(({ name, modes }) => `${name} (${modes.map((one) => one.name).join(', ')})`);
  const problems: Problem[] = [
    {
      code: 'run/nothing-to-compare',
      field: mode === undefined ? 'cni' : 'mode',
      value: `"${mode ?? cni}"`,
      rule: `there is none to compare${mode !== undefined && cni !== undefined ? ` of ${cni}` : ''}`,
      remedy: `Choose of ${known.join(', ')}`,
    },
  ];
  const rest = requestFor(request, { ...selection, cni: undefined, mode: undefined }, zones);
  collect(problems, () => plannedTestbed(requestedSpec(rest)));
  return problems;
}

/** What one mode cannot have becomes a row that says so; what no mode can have is an error. @throws SpecError */
function refuseWhatSuitsNone(choices: readonly ModeChoice[]): void {
  const errors = choices.map(specErrorOf);
  const [first] = errors;
  const wrong = (error?: SpecError) => error?.problems.some(({ field }) => field !== 'zones');
  if (first && (choices[0]?.request.wrong?.length || errors.every(wrong))) throw first;
}

function specErrorOf({ request }: ModeChoice): SpecError | undefined {
  try {
    plannedTestbed(requestedSpec(request));
    return undefined;
  } catch (error) {
    if (error instanceof SpecError) return error;
    throw error;
  }
}
