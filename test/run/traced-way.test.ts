/** Where a packet was lost, and whether that was predicted, from what was captured. */
import type { Prediction } from '../../lib/datapath';
import { broken, faults } from '../../lib/faults';
import { styleFor, type TracedPlace, traceOutcome } from '../../lib/report';
import { tracedWay } from '../../lib/run/packet/traced-way';
import { conflict, predictions, testbedOf } from '../testbeds';

const [from, to] = ['pod:control-plane-1/0', 'pod:worker-1/0'] as const;
const prediction = predictions(testbedOf())(from, to);
const answer = { answeredBy: to, source: `${prediction.source}` };

/** What would be captured if the packet and its answer were seen wherever they are to pass, but for what is left out. */
function captured(of: Prediction, left: (place: TracedPlace, back: boolean) => boolean = () => false) {
  const { there, back = [] } = tracedWay(of, new Map(), {});
  const lines = new Map<string, string[]>();
  for (const [places, isBack] of [
    [there, false],
    [back, true],
  ] as const)
    for (const place of places) {
      const { host, link, source, destination, dropped } = place;
      if (dropped || left(place, isBack)) continue;
      const tunnelled = source.startsWith('192.168.') && destination.startsWith('192.168.');
      const line = `${link} In ${source} > ${destination}: ${tunnelled ? 'UDP 1 > 8472' : 'TCP 1 > 2'}, 60 bytes`;
      lines.set(host, [...(lines.get(host) ?? []), line]);
    }
  return lines;
}

const place = (host: string, link: string) => expect.objectContaining({ host, link });

/** As if worker-1 dropped what comes to its tunnel. */
const behind = ({ host, link }: TracedPlace, back: boolean) =>
  back || host === 'pod-0.worker-1' || (host === 'worker-1' && link !== 'ens5');

describe('the way of a packet', () => {
  test('that is seen everywhere and answered is as predicted', () => {
    const way = tracedWay(prediction, captured(prediction), answer);
    expect(way).toMatchObject({ asPredicted: true });
    expect(way.lost).toBeUndefined();
    expect([...way.there, ...way.back!].every(({ seen }) => seen)).toBe(true);
  });

  test('that is not answered names the two links between which it was lost', () => {
    const { lost, asPredicted } = tracedWay(prediction, captured(prediction, behind), {});
    expect(asPredicted).toBe(false);
    expect(lost).toEqual({
      way: 'there',
      after: place('worker-1', 'ens5'),
      before: place('worker-1', 'flannel.1'),
    });
  });

  test('whose answer is lost says so', () => {
    const captures = captured(prediction, ({ host }, back) => back && host.includes('control-plane-1'));
    expect(tracedWay(prediction, captures, {}).lost).toEqual({
      way: 'back',
      after: place('switch.a', 'port-1'),
      before: place('control-plane-1', 'ens5'),
    });
  });

  test('that is seen nowhere has no link behind which it was lost', () => {
    const { lost } = tracedWay(prediction, new Map(), {});
    expect(lost).toEqual({ way: 'there', before: place('pod-0.control-plane-1', 'eth0') });
  });

  test('does not take other packets between the same two for it', () => {
    const others = new Map(
      [...captured(prediction)].map(([host, lines]) => [
        host,
        lines.map((line) => line.replace('UDP 1 > 8472', 'TCP 179 > 4711')),
      ]),
    );
    const { there } = tracedWay(prediction, others, {});
    expect(there.filter(({ seen }) => !seen).map(({ source }) => source)).toEqual(
      there.filter(({ source }) => source.startsWith('192.168.')).map(({ source }) => source),
    );
  });

  test('that is answered with another source is not as predicted', () => {
    const seen = { ...answer, source: '192.168.1.10' };
    expect(tracedWay(prediction, captured(prediction), seen).asPredicted).toBe(false);
  });

  test('that another endpoint is predicted to answer, and does, is as predicted', () => {
    const wrong = predictions(testbedOf(conflict))(from, to);
    const seen = { answeredBy: wrong.answeredBy, source: `${wrong.source}` };
    expect(tracedWay(wrong, captured(wrong), seen)).toMatchObject({ asPredicted: true });
  });

  test('that comes to where it is predicted not to come is not as predicted', () => {
    const testbed = broken(testbedOf(), faults.find(({ name }) => name === 'route-missing')!, 1)!;
    const [lostFrom, lostTo] = ['pod:control-plane-1/0', 'pod:worker-2/0'] as const;
    const dropped = predictions(testbed)(lostFrom, lostTo);
    const captures = captured(dropped);
    expect(tracedWay(dropped, captures, {}, 'pod-0.worker-2')).toMatchObject({ asPredicted: true });
    const stray = new Map([
      ...captures,
      ['pod-0.worker-2', ['eth0 In 10.244.0.2 > 10.244.2.2: TCP 1 > 2, 60 bytes']],
    ]);
    const way = tracedWay(dropped, stray, {}, 'pod-0.worker-2');
    expect([way.asPredicted, way.lost]).toEqual([false, undefined]);
  });

  test('names no link with an address that the packet has only behind it', () => {
    const out = predictions(testbedOf())('pod:worker-1/0', 'node:worker-2');
    const { there, back } = tracedWay(out, new Map(), {});
    const onWire = [...there, ...back!].filter(({ link }) => link === 'ens5');
    expect(onWire.flatMap(({ source, destination }) => [source, destination])).not.toContain('10.244.1.2');
  });
});

describe('the end of a trace', () => {
  const plain = styleFor(false);
  const text = (way: ReturnType<typeof tracedWay>, sent: object) =>
    traceOutcome({ to, protocol: 'tcp', ...sent }, way, prediction, plain);

  test('has the mark of the packet, and tells the prediction as one', () => {
    const way = tracedWay(prediction, captured(prediction, behind), {});
    expect(text(way, { failure: 'no answer within 1500 ms' })).toBe(
      [
        'Really sent by TCP: ✗ no answer within 1500 ms',
        'The packet was lost between ens5 of worker-1, where it was seen, and flannel.1 of worker-1, where it was not.',
        'That is not as predicted. Predicted: pod:worker-1/0 answers, and sees 10.244.0.2 as the source. Up to 1450 bytes pass in one piece.',
      ].join('\n'),
    );
  });

  test('of an answer says who saw which source', () => {
    expect(text(tracedWay(prediction, captured(prediction), answer), answer)).toBe(
      [
        'Really sent by TCP: ✓ answered, pod:worker-1/0 saw 10.244.0.2 as the source',
        'That is as predicted.',
      ].join('\n'),
    );
  });

  test('of an answer that came another way says where nothing was seen', () => {
    const way = tracedWay(
      prediction,
      captured(prediction, ({ link }) => link === 'flannel.1'),
      answer,
    );
    expect(text(way, answer)).toMatch(
      /✓ .*\n.*another one: nothing was seen on flannel\.1 of control-plane-1/,
    );
  });
});
