import { cnis } from '../../lib/cni';
import type { Diagnosis } from '../../lib/diagnosis';
import type { NewLab } from '../../lib/lab/lab';
import type { Results } from '../../lib/results';
import { testLab } from '../../lib/run/lab/test-lab';
import { silent } from '../../lib/run/watcher';
import type { Edit } from '../diagnosis/edits/edit';
import { inLab, runIn } from './labs';
import { describeLab, testWithFeatures } from './namespaces';

/** Tries each edit in a lab of its own: no cause that is stated may exclude what was really done. */
export function describeEdits(title: string, edits: readonly Edit[]): void {
  describeLab(title, () => {
    for (const edit of edits)
      testWithFeatures(featuresOf(edit), edit.name, async () => {
        const { diagnoses, summary, checks } = await resultsAfter(edit);
        if (!edit.chance) expect(summary.fail > 0).toBe(!edit.harmless);
        expect(diagnoses.filter((one) => !isTrue(one, edit)).map(inShort)).toEqual([]);
        const explained = diagnoses.reduce((sum, { explains }) => sum + explains, 0);
        expect(explained).toBe(checks.filter(({ verdict }) => verdict === 'fail').length);
      });
  });
}

/** What a lab's results are after an edit by hand. */
function resultsAfter({ lab: spec = {}, commands }: Edit): Promise<Results> {
  return inLab(spec, async (lab) => {
    for (const [where, ...command] of commands) runIn(lab, namespaceOf(lab, where), ...command);
    return testLab(lab, {}, silent);
  });
}

/** A pod's namespace is named as its host. */
function namespaceOf(lab: NewLab, where: string): string {
  const pod = lab.testbed.datapath.endpoints.find(({ id }) => id === where || id === `pod:${where}`);
  return pod?.host ?? where;
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
