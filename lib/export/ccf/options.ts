import { choiceOption, hostOption, nameOption } from '../option-kinds';
import { BrokenForm, type ExportOption } from '../options';

/** A node's cable: where it ends on the fabric. */
export interface SwitchPort {
  readonly node: string;
  readonly leaf: string;
  readonly port: string;
}

const ports: ExportOption<readonly SwitchPort[]> = {
  takes: '<node=switch:port,…>',
  about: "where the nodes' cables end",
  absent: 'placeholders',
  read: (text) => (text === undefined ? [] : readPorts(text)),
};

/** What the fabric has, and no plan knows. */
export const ccfOptions = {
  controller: hostOption({ takes: '<controller>', about: "the fabric's controller" }),
  tenant: nameOption({ takes: '<tenant>', about: 'tenant of the cluster', absent: "the spec's name" }),
  ports,
  form: choiceOption(
    { takes: '<form>', about: 'rest: calls of its API; ansible: tasks; both', otherwise: 'both' },
    ['rest', 'ansible', 'both'],
  ),
};

function readPorts(text: string): readonly SwitchPort[] | BrokenForm {
  const found: SwitchPort[] = [];
  for (const part of text.split(',')) {
    const [, node, leaf, port] = /^\s*([\w.-]+)=([\w.-]+):([\w./-]+)\s*$/.exec(part) ?? [];
    if (!node || !leaf || !port)
      return new BrokenForm(
        'a port is a node, a switch and its interface',
        'Write it such as worker-1=leaf-1:ethernet3',
      );
    found.push({ node, leaf, port });
  }
  return found;
}
