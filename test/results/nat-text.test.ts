import { flowText, type NatFlow, type NatOwner, ownerText } from '../../lib/results';
import { flowCodes, ownerCodes } from '../../lib/results/nat-codes';
import { expectWords } from '../support/words';

describe('the words of the table of addresses', () => {
  test('name every kind of flow, each otherwise', () => {
    expectWords<NatFlow>(flowCodes, flowText);
    expect(flowCodes.map(flowText)).toEqual([
      ...['pod → pod, same node', 'pod → pod, other node', 'pod → node, same node', 'pod → node, other node'],
      ...['node → pod, same node', 'node → pod, other node'],
      ...['host-network pod → pod, same node', 'host-network pod → pod, other node'],
      ...['node → node', 'pod → outside'],
    ]);
  });

  test('name every owner of an address, each otherwise', () => {
    expectWords<NatOwner>(ownerCodes, ownerText);
    expect(ownerCodes.map(ownerText)).toEqual([
      ...["the pod's own", "the node's own", "its node's", "its node's external", "its node's bridge"],
      "its node's router",
      ...["its node's tunnel device", "another of its node's share", 'another'],
    ]);
  });

  test('are those of the file where it has no codes', () => {
    expect(flowText({ unknown: 'pod → moon' })).toBe('pod → moon');
    expect(ownerText({ unknown: "the moon's own" })).toBe("the moon's own");
  });
});
