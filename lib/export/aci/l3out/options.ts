import { numberOption } from '../../option-kinds';
import { BrokenForm, type ExportOption } from '../../options';
import { placeholder } from '../../placeholder';
import { eachOf } from '../../read-option';
import { commonOptions } from '../options';

/** Leaf switches by rack; their ids are numbers, or placeholders where nobody gives them. */
type Racks = readonly (readonly (number | string)[])[];

const leaves: ExportOption<Racks> = {
  takes: '<leaf ids>',
  about: 'leaf switches that peer with the nodes, with commas between; racks apart by / share the nodes',
  read: (text) =>
    text === undefined ? [[placeholder('first leaf'), placeholder('second leaf')]] : readRacks(text),
};

/** Options of the flavour for Calico. */
export const l3outOptions = {
  ...commonOptions,
  sviVlan: numberOption({ takes: '<vlan>', about: "VLAN of the nodes' L3Out" }),
  leaves,
  podId: numberOption({ takes: '<pod id>', about: "the leaves' pod of the fabric", otherwise: '1' }),
  aciAs: numberOption({ takes: '<fabric AS>', about: "AS number of the fabric's route reflectors" }),
  nodeAs: numberOption({ takes: '<AS>', about: 'AS number of the nodes', otherwise: '64512' }),
};

function readRacks(text: string): Racks | BrokenForm {
  const racks: (readonly number[])[] = [];
  for (const rack of text.split('/')) {
    const ids = eachOf(rack, (id) =>
      /^\d{1,5}$/.test(id)
        ? Number(id)
        : new BrokenForm('a leaf is named by its number', 'Write it such as 101,102/103,104'),
    );
    if (ids instanceof BrokenForm) return ids;
    racks.push(ids);
  }
  return racks;
}
