/** The cards of nodes in the drawing, and what they lead to. */
import type { TestbedSpecInput } from '../../lib/plan';
import { compactTopology } from '../../lib/report/html/topology/compact';
import { detailedTopology } from '../../lib/report/html/topology/detailed';
import { drawingOf } from '../../lib/report/html/topology/model';
import { oneBehindNat } from '../support/behind-nat';
import { cardsAcrossZones, cardsOfRacks, cardsOfTwoHosts, cardsOfVagrant } from '../support/cards';
import { predictedResults, testbedOf } from '../testbeds';

function drawn(spec: TestbedSpecInput = {}) {
  const testbed = testbedOf(spec);
  const drawing = drawingOf(predictedResults(testbed), testbed.datapath);
  const [node] = drawing.zones[0]!.nodes;
  return { drawing, node: node!, svg: `${detailedTopology(drawing, undefined)}` };
}

const boxes = (svg: string, css: string) => svg.split(`<rect class="${css}"`).length - 1;
const names = ({ cards }: ReturnType<typeof drawn>['node']) =>
  cards.map(({ name, network, at, addresses }) => [name, network, at, ...addresses]);

test('a node with one card has that one, and neither NAT nor subnet', () => {
  const { drawing, node, svg } = drawn();
  expect(names(node)).toEqual([['ens5', 'nodes', 'switch.a', '192.168.1.10/24']]);
  expect([node.nat, drawing.subnets]).toEqual([undefined, []]);
  expect([boxes(svg, 'uplink'), boxes(svg, 'switch'), boxes(svg, 'router')]).toEqual([3, 1, 1]);
});

test("Vagrant's cards are drawn in their order, and each node's NAT with the address that it gives", () => {
  const { node, drawing, svg } = drawn({ ...cardsOfVagrant, nodeCard: 'eth1' });
  expect(names(node)).toEqual([
    ['eth0', 'nat', 'nat.control-plane-1', '10.0.2.15/24'],
    ['eth1', 'nodes', 'switch.a', '192.168.56.10/24'],
  ]);
  expect(drawing.zones[0]!.nodes.map(({ nat }) => nat?.detail)).toEqual([
    '198.18.0.2',
    '198.18.0.6',
    '198.18.0.10',
  ]);
  expect([boxes(svg, 'uplink'), boxes(svg, 'switch'), boxes(svg, 'router')]).toEqual([6, 1, 4]);
});

test('a second subnet has a switch of its own, with its range', () => {
  const { node, drawing, svg } = drawn({ ...cardsOfRacks, nodeCard: 'eth0' });
  expect(names(node)).toEqual([
    ['eth0', 'nodes', 'switch.a', '192.168.1.10/24'],
    ['eth1', 'subnet', 'net.eth1', '10.20.0.10/24'],
  ]);
  expect(drawing.subnets).toMatchObject([{ name: 'net.eth1', detail: '10.20.0.0/24' }]);
  expect([boxes(svg, 'uplink'), boxes(svg, 'switch'), boxes(svg, 'router')]).toEqual([6, 2, 1]);
});

test('a subnet that spans two zones is one, drawn in both, with the cards of all nodes at it', () => {
  const { drawing, svg } = drawn({ ...cardsAcrossZones, nodeCard: 'eth0' });
  const cards = drawing.zones.flatMap(({ nodes }) => nodes.flatMap((node) => node.cards));
  expect(cards.filter(({ network }) => network === 'subnet').map(({ at }) => at)).toEqual(
    Array(3).fill('net.eth1'),
  );
  expect(drawing.subnets.map(({ name }) => name)).toEqual(['net.eth1']);
  expect([boxes(svg, 'uplink'), boxes(svg, 'switch'), boxes(svg, 'router')]).toEqual([6, 4, 1]);
  expect(svg.split('switch of eth1, of all zones').length - 1).toBe(2);
});

test('cables of NATs lead around the zones that are below, and else straight to the router', () => {
  const { svg } = drawn({ ...cardsOfTwoHosts, nodeCard: 'eth1' });
  const around = [...svg.matchAll(/<path class="cable" d="M\d+ \d+ V\d+ H\d+"/g)];
  expect(around).toHaveLength(2); // of the two nodes of the first zone
});

test('cards stand side by side in their node, within it', () => {
  const { node, svg } = drawn({ ...cardsOfVagrant, nodeCard: 'eth1', podsPerNode: 0 });
  const spans = [...svg.matchAll(/translate\((\d+) 248\)"><rect class="uplink" width="(\d+)"/g)].map(
    ([, left, width]) => [Number(left), Number(left) + Number(width)] as const,
  );
  const [first, second] = spans;
  expect(spans).toHaveLength(3 * node.cards.length);
  expect(first![1]).toBeLessThan(second![0]);
  const [, width] = /<rect class="node" width="(\d+)"/.exec(svg)!;
  expect(second![1]).toBeLessThan(Number(width));
});

test('where many nodes are drawn, all of their cards are named', () => {
  const { drawing } = drawn({ ...cardsOfVagrant, nodeCard: 'eth1', workers: 19 });
  const page = `${compactTopology(drawing)}`;
  expect(page).toContain('<code>eth0</code> (NAT, MTU 1500)');
  expect(page).toContain('<code>eth1</code> (uplink, MTU 1500)');
});

test('a zone behind a NAT says so beside its switch, and the router has the NAT in place of an address there', () => {
  const { drawing, svg } = drawn(oneBehindNat);
  expect(drawing.zones.map(({ name, gateway, behindNat }) => [name, gateway, behindNat])).toEqual([
    ['home', '192.168.1.1', false],
    ['cloud', '10.0.0.1', true],
  ]);
  expect(svg).toContain('switch of zone cloud, behind a NAT');
  expect(svg).toContain('192.168.1.1, NAT of cloud, to the outside: 203.0.113.10');
  expect(`${compactTopology(drawing)}`).toContain('NAT <code>10.0.0.1</code>');
});
