/** Cisco ACI: the input of acc-provision, Cisco's own installer, which makes both the fabric's objects and the cluster's. */
import { required } from '../../base/required';
import { versions } from '../../base/versions';
import { Cidr } from '../../net';
import type { PlannedTestbed } from '../../testbed';
import type { FabricExport, PreparedExport } from '../export';
import { cardNotes } from '../further-cards';
import { givenRangeProblems } from '../given-ranges';
import { type ExportOptions, type GivenOptions, readOptions } from '../options';
import { refusedExport } from '../refused-export';
import { brokenRules } from '../rules';
import { yamlFile } from '../text-files';
import type { Flavour } from './flavour';
import { l3outFlavour } from './l3out';
import { l3outOptions } from './l3out/options';
import { vmmFlavour } from './vmm';
import { vmmOptions } from './vmm/options';

const file = 'acc-provision.yaml';

/** What the flavour with an L3Out is for. */
const routed = required(l3outFlavour.serves, 'CNI of the flavour with an L3Out');

/** The export for Cisco ACI. */
export const aci: FabricExport = {
  name: 'aci',
  aliases: [],
  title: 'Cisco ACI',
  about: `input of acc-provision for Cisco's own CNI, or with --cni ${routed.cni} --mode ${routed.mode} for nodes that peer by BGP`,
  options: { ...vmmOptions, ...l3outOptions },
  prepare: (cluster, given) =>
    cluster.cni.name === routed.cni && cluster.choice.mode.name === routed.mode
      ? prepared(l3outFlavour, cluster, given)
      : prepared(vmmFlavour, cluster, given),
};

function prepared<O extends ExportOptions, Input extends object>(
  flavour: Flavour<O, Input>,
  cluster: PlannedTestbed,
  given: GivenOptions,
): PreparedExport {
  const { values, problems } = readOptions(flavour.options, given);
  const refused = [
    ...problems,
    ...flavour.planProblems(cluster),
    ...givenRangeProblems(cluster.spec, rangesAmong(values)),
  ];
  const target = `For Cisco ACI: acc-provision ${versions.accProvision}, flavour ${flavour.name}.`;
  const notes = [target, ...flavour.notes(cluster), ...cardNotes(cluster.plan), privateKey];
  if (refused.length > 0) return refusedExport(refused, notes);
  const input = flavour.input(cluster, values);
  return {
    problems: brokenRules(input, flavour.rules, flavour.origins),
    notes,
    ranges: flavour.ranges(cluster, input),
    files: () => ({ [file]: yamlFile(notes, input) }),
    next: (folder) => [
      ['pip', 'install', `acc-provision==${versions.accProvision}`],
      [
        'acc-provision',
        '-c',
        `${folder}/${file}`,
        '-f',
        flavour.name,
        '-o',
        'cluster.yaml',
        '-z',
        'cluster.tar.gz',
      ],
    ],
  };
}

const privateKey =
  'acc-provision writes a private key into the folder that it runs in: run it in one of its own, and keep that to yourself.';

/** The options that are ranges. */
function rangesAmong(values: Readonly<Record<string, unknown>>): Record<string, Cidr> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value instanceof Cidr ? [[name, value]] : [])),
  );
}
