import { setTimeout } from 'node:timers/promises';
import { cnis } from '../../lib/cni';
import type { Diagnosis } from '../../lib/diagnosis';
import type { Command } from '../../lib/diagnosis/mend';
import type { NewLab } from '../../lib/lab/lab';
import type { Results } from '../../lib/results';
import { testLab } from '../../lib/run/lab/test-lab';
import { silent } from '../../lib/run/watcher';
import type { Edit } from '../diagnosis/edits/edit';
import { InTurns } from './in-turns';
import { inLab, runIn } from './labs';
import { describeLab, testWithFeatures } from './namespaces';

/** What a lab said after an edit, and how many checks failed after the remedies; undefined where one of them is no command. */
interface Tried {
  readonly results: Results;
  readonly left?: number;
}

/**
 * Tries each edit in a lab of its own: the entry that was edited is named and nothing else, and its remedy, run as printed,
 * mends it. Where no state can tell, no cause that is stated excludes what was really done.
 */
export function describeEdits(title: string, edits: readonly Edit[]): void {
  describeLab(title, () => {
    const turns = new InTurns(edits, tried);
    afterAll(() => turns.end());
    for (const edit of edits)
      testWithFeatures(featuresOf(edit), edit.name, async () => {
        const { results, left } = await turns.of(edit);
        const { diagnoses, summary, checks } = results;
        if (!edit.chance) expect(summary.fail > 0).toBe(!edit.harmless);
        const isRight = edit.unread === undefined ? isNamed : isTrue;
        expect(diagnoses.filter((one) => !isRight(one, edit)).map(inShort)).toEqual([]);
        const explained = diagnoses.reduce((sum, { explains }) => sum + explains, 0);
        const failed = checks.filter(({ verdict }) => verdict === 'fail').length;
        if (edit.unread !== undefined) return expect(explained).toBe(failed);
        expect(explained).toBeGreaterThanOrEqual(failed); // entries that each suffice both explain it
        expect(left).toBe(0);
      });
  });
}

/** The results after an edit by hand, and what fails when all is done that they say. */
function tried({ lab: spec = {}, commands }: Edit): Promise<Tried> {
  return inLab(spec, async (lab) => {
    for (const [where, ...command] of commands) runIn(lab, namespaceOf(lab, where), ...command);
    const results = await testLab(lab, {}, silent);
    const mends = results.diagnoses.map(({ details }) => details?.mend as readonly Command[] | undefined);
    if (mends.includes(undefined)) return { results };
    for (const { where, command } of mends.flat() as Command[])
      runIn(lab, namespaceOf(lab, where), ...command);
    return { results, left: mends.length === 0 ? 0 : await failingIn(lab) };
  });
}

/** Bridges take a second to see that a link is up again, and neighbours to answer. */
async function failingIn(lab: NewLab): Promise<number> {
  const { fail } = (await testLab(lab, {}, silent)).summary;
  if (fail === 0) return 0;
  await setTimeout(1000);
  return (await testLab(lab, {}, silent)).summary.fail;
}

/** A pod's namespace is named as its host. */
function namespaceOf(lab: NewLab, where: string): string {
  const pod = lab.testbed.datapath.endpoints.find(({ id }) => id === where || id === `pod:${where}`);
  return pod?.host ?? where;
}

/** By its entry: nothing else is left to blame, and it is nowhere else. */
function isNamed(
  { code, suspects = [], at = [] }: Diagnosis,
  { culprit, named = culprit, ...edit }: Edit,
): boolean {
  return (
    code.startsWith('entry-') &&
    suspects.length === 1 &&
    suspects[0]?.code === named &&
    at.length > 0 &&
    at.every((place) => edit.at.includes(place))
  );
}

/** Named: it is the culprit, where it is. Narrowed: the culprit is among those that are left, and the place holds it. */
function isTrue({ suspects = [], at = [] }: Diagnosis, edit: Edit): boolean {
  const places = new Set([...edit.at, ...(edit.touches ?? [])]);
  return (
    suspects.some(({ code }) => code === edit.culprit) &&
    (at.length === 0 || places.has('fabric') || at.some((place) => places.has(place)))
  );
}

const inShort = ({ code, suspects = [], at = [], cause }: Diagnosis) =>
  `${code} {${suspects.map((suspect) => suspect.code).join()}} @ ${at.join()}: ${cause}`;

/** What a machine must have for the lab and the commands. */
function featuresOf({ lab, commands }: Edit): string[] {
  const cni = cnis.find(({ name }) => name === (lab?.cni ?? cnis[0]!.name))!;
  const mode = cni.modes.find(({ name }) => name === lab?.mode) ?? cni.modes[0]!;
  const usesNft = commands.some((command) => command.some((word) => /\bnft\b/.test(word)));
  return [...mode.features, ...(mode.optional ?? []), ...(usesNft ? ['nft'] : [])];
}
