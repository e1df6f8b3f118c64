import { once } from 'node:events';
import net from 'node:net';
import { serveMeasuring } from '../../lib/prober/measure';
import { type Pulse, pulse } from '../../lib/prober/measure/pulse/pulse';
import { firstAnswerMs, lastAnswerMs, longestSilenceMs } from '../../lib/prober/measure/pulse/read-pulse';
import { endpointAt } from '../../lib/prober/questions/own-place';

async function freePort(): Promise<number> {
  const free = net.createServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const { port } = free.address() as net.AddressInfo;
  await new Promise((resolve) => free.close(resolve));
  return port;
}

const ways = (port: number) =>
  (['connect', 'exchange'] as const).map((by) => ({ name: by, by, address: '127.0.0.1', port }));

describe('a pulse', () => {
  test('hears a server from when it serves', async () => {
    const port = await freePort();
    const asking = pulse({ family: 'ipv4', everyMs: 2, forMs: 1500, places: ways(port) });
    await new Promise((resolve) => setTimeout(resolve, 200));
    const servedFrom = performance.timeOrigin + performance.now();
    const server = await serveMeasuring(endpointAt('node:a', ['127.0.0.1']), 'ipv4', port, '');
    const heard = await asking;
    server.close();
    expect(heard.beganMs).toBeLessThan(servedFrom);
    for (const { name, answered } of heard.places) {
      expect([name, answered.length > 0]).toEqual([name, true]);
      // A question that was asked just before may still find the server.
      expect(answered[0]![0]).toBeGreaterThanOrEqual(servedFrom - 250);
      expect(answered.at(-1)![1]).toBeLessThanOrEqual(heard.endedMs);
    }
  });

  test('of nobody hears nothing', async () => {
    const { places } = await pulse({ family: 'ipv4', everyMs: 5, forMs: 50, places: ways(await freePort()) });
    expect(places.map(({ answered }) => answered)).toEqual([[], []]);
  });
});

describe('what a pulse says', () => {
  const heard = (...answered: [number, number][]): Pulse => ({
    ...{ startedMs: 1000, beganMs: 1010, endedMs: 3000 },
    places: [{ name: 'way', answered }],
  });

  test('is when the first and the last answer came, since the program began', () => {
    const one = heard([1200, 1300], [1400, 1500]);
    expect([firstAnswerMs(one, 'way'), lastAnswerMs(one, 'way')]).toEqual([200, 500]);
    expect([firstAnswerMs(heard(), 'way'), lastAnswerMs(heard(), 'way')]).toEqual([undefined, 0]);
  });

  test('is the longest silence, of a way that has come back', () => {
    expect(longestSilenceMs(heard([1010, 1500], [1700, 2000], [2050, 3000]), 'way')).toBe(200);
    expect(longestSilenceMs(heard([1010, 3000]), 'way')).toBe(0);
    expect(longestSilenceMs(heard([1010, 1500]), 'way')).toBeUndefined();
    expect(longestSilenceMs(heard(), 'way')).toBeUndefined();
  });

  test('of a way that was not asked is nothing', () =>
    expect(() => firstAnswerMs(heard(), 'other')).toThrow('other'));
});
