/** What became of a fault that was made by commands in a healthy lab, and mended by those that the report printed. */
import { checkMatrix } from '../../check/matrix';
import { judgePrediction } from '../../check/verdict';
import type { Datapath, Endpoint } from '../../datapath';
import type { Diagnosis } from '../../diagnosis';
import type { EntryCause } from '../../diagnosis/causes/entry-cause';
import type { Command } from '../../diagnosis/mend';
import type { ByHand, Fault } from '../../faults';
import type { Difference } from '../../state';
import type { Testbed } from '../../testbed';
import type { Results } from '../schema';
import { faultOutcome } from './outcome';
import { type FaultByHand, type FaultRow, namesOf } from './row';

/** Both runs of a lab: broken, and after the remedies. */
export interface BothRuns {
  readonly made: ByHand;
  readonly broken: Results;
  readonly remedies: readonly Command[];
  readonly left: FaultByHand['left'];
}

/** What a lab said that was broken by commands. @param wanted the testbed with the fault in its datapath */
export function faultRowByHand(fault: Fault, wanted: Testbed, runs: BothRuns): FaultRow {
  const { made, broken, remedies, left } = runs;
  const { endpoints, services } = wanted.fault!.intended;
  const { hosts } = wanted.datapath;
  const lost = addressesApart({ hosts, endpoints });
  const foreseen = checkMatrix({ ...wanted, datapath: { hosts, endpoints, services } })
    .map(judgePrediction)
    .filter(({ verdict, from, to }) => verdict === 'fail' || (from === to && lost.has(from)));
  return {
    ...namesOf(fault, wanted),
    ...faultOutcome(fault, wanted, { foreseen, checks: broken.checks }),
    diagnosis: namedEntries(made.differences, broken.diagnoses, wanted),
    byHand: {
      made: made.commands.map(({ host, command }) => ({ where: host, command })),
      remedies,
      mended: left.failed === 0 && left.matter === 0,
      left,
    },
  };
}

/** Ids of those whose addresses are not on their own hosts alone. */
function addressesApart({ hosts, endpoints }: Datapath): Set<string> {
  const owners = (text: string) =>
    hosts.filter(({ links }) =>
      links.some(({ addresses }) => addresses.some(({ address }) => `${address}` === text)),
    );
  const isApart = ({ host, address }: Endpoint) =>
    Object.values(address).some(
      (own) => owners(`${own}`).some(({ name }) => name !== host) || owners(`${own}`).length === 0,
    );
  return new Set(endpoints.filter(isApart).map(({ id }) => id));
}

/** Right: every cause that is said is an entry that was edited, or one that the kernel took away with it. */
function namedEntries(
  edited: readonly Difference[],
  diagnoses: readonly Diagnosis[],
  { datapath }: Testbed,
): FaultRow['diagnosis'] {
  const hosts = new Map(datapath.endpoints.map(({ id, host }) => [id, host]));
  const isEdited = ({ code, details }: Diagnosis) => {
    const { kind, where = [], entries = [] } = (details ?? {}) as Partial<EntryCause>;
    return (
      code.startsWith('entry-') &&
      entries.length > 0 &&
      entries.every(({ key, at = where }) =>
        at.every((place) =>
          edited.some((one) => one.host === (hosts.get(place) ?? place) && covers(one, kind, key)),
        ),
      )
    );
  };
  const [first, ...more] = diagnoses;
  const isRight = first !== undefined && isEdited(first);
  const [other] = edited;
  return {
    expected: isRight ? first.code : `entry-${other?.change}`,
    ...(first && {
      first: isRight || first.code !== `entry-${other?.change}` ? first.code : `${first.code} elsewhere`,
    }),
    right: isRight && more.every(isEdited),
    additional: more.filter((one) => !isEdited(one)).map(({ code }) => code),
  };
}

function covers(edited: Difference, kind: EntryCause['kind'] | undefined, key: string): boolean {
  return edited.kind === kind && edited.key === key;
}
