import type { Condition } from '../../../lib/datapath';
import { answered, between, client, fate, sent, server, spare } from './between';
import {
  accept,
  dnat,
  drop,
  from,
  hooked,
  link,
  mark,
  not,
  over,
  port,
  rule,
  snat,
  state,
  to,
} from './words';

const service = '10.96.0.10';
const ends = ({ packet }: ReturnType<typeof sent>) =>
  `${packet.source}:${packet.sourcePort ?? '*'} ${packet.destination}:${packet.port ?? '*'}`;

describe('a translated destination', () => {
  const network = between([hooked('nat prerouting', rule(to(`${service}/32`), dnat(spare, 8080)))]);

  test('is routed to, and the answer has the first one as its source', () => {
    const walk = sent(network, { to: service, sourcePort: 5000 });
    expect(fate(walk)).toBe('passed');
    expect(ends(walk)).toBe(`${client}:5000 ${spare}:8080`);
    const back = answered(network, walk);
    expect(back).toMatchObject({ delivered: true, host: 'client' });
    expect(ends(back)).toBe(`${service}:80 ${client}:5000`);
  });

  test('without an address keeps it and changes the port', () => {
    const ported = between([hooked('nat prerouting', rule(dnat(undefined, 8080)))]);
    expect(ends(sent(ported))).toBe(`${client}:* ${server}:8080`);
  });

  test('is what later chains see, and the state says so', () => {
    const seen = (condition: Condition) =>
      fate(
        sent(
          between([
            hooked('nat prerouting', rule(to(`${service}/32`), dnat(spare))),
            hooked('filter forward', rule(condition, drop, 'seen')),
          ]),
          { to: service },
        ),
      );
    expect(seen(to(`${spare}/32`))).toBe('seen');
    expect(seen(to(`${service}/32`))).toBe('passed');
    expect(seen(state('dnat'))).toBe('seen');
    expect(seen(state('snat'))).toBe('passed');
  });

  test('of what the host starts is routed anew', () => {
    const local = between([hooked('nat output', rule(to(`${service}/32`), dnat(server)))], {
      routes: ['10.96.0.0/16 via 10.1.0.2 dev near'],
    });
    const walk = sent(local, { at: 'router', to: service });
    expect(walk).toMatchObject({ delivered: true, host: 'server' });
    expect(answered(local, walk)).toMatchObject({ delivered: true, host: 'router' });
    expect(`${answered(local, walk).packet.source}`).toBe(service);
  });

  test('that is the host itself is delivered there', () => {
    const here = between([hooked('nat prerouting', rule({ do: 'redirect', port: 15_001 }))]);
    expect(ends(sent(here))).toBe(`${client}:* 10.1.0.1:15001`);
    expect(sent(here).host).toBe('router');
  });
});

describe('a translated source', () => {
  test('is the first address of the link that the packet leaves by, or the one that the rule names', () => {
    const masked = between([hooked('nat postrouting', rule({ do: 'masquerade' }))]);
    expect(ends(sent(masked))).toBe(`10.2.0.1:* ${server}:80`);
    expect(answered(masked, sent(masked))).toMatchObject({ delivered: true, host: 'client' });
    const named = between([hooked('nat postrouting', rule(snat('10.2.0.9')))]);
    expect(ends(sent(named))).toBe(`10.2.0.9:* ${server}:80`);
  });

  test('goes together with a translated destination, and the answer has both put back', () => {
    const both = between([
      hooked('nat prerouting', rule(to(`${service}/32`), dnat(spare))),
      hooked('nat postrouting', rule(state('dnat'), { do: 'masquerade' })),
    ]);
    const walk = sent(both, { to: service, sourcePort: 5000 });
    expect(ends(walk)).toBe(`10.2.0.1:5000 ${spare}:80`);
    expect(ends(answered(both, walk))).toBe(`${service}:80 ${client}:5000`);
  });
});

describe('rules that translate', () => {
  test('end with the first that does, in order of their own priority', () => {
    const chains = [
      hooked('nat prerouting -90', rule(dnat('10.2.0.3'))),
      hooked('nat prerouting -110', rule(accept)),
      hooked('nat prerouting -100', rule(dnat('10.2.0.2', 1))),
    ];
    expect(ends(sent(between(chains)))).toBe(`${client}:* ${server}:1`);
  });

  test('end too with one that leaves the address as it is', () => {
    const chains = [hooked('nat prerouting', rule(dnat(server)), rule(dnat(spare)))];
    expect(ends(sent(between(chains)))).toBe(`${client}:* ${server}:80`);
  });

  test('of one family are nothing to packets of the other', () => {
    const chains = [hooked('nat prerouting', rule(dnat(spare)), rule(drop, 'on'))];
    expect(fate(sent(between(chains), { to: 'fd00:2::2' }))).toBe('on');
  });

  test('see the first packet of a connection only', () => {
    const counting = [
      hooked('nat prerouting', rule(from(`${server}/32`), dnat('10.9.9.9'))),
      hooked('nat postrouting', rule(from(`${server}/32`), snat('10.9.9.9'))),
    ];
    const network = between(counting);
    expect(ends(answered(network, sent(network, { sourcePort: 7 })))).toBe(`${server}:80 ${client}:7`);
  });

  test('see no packet that is not tracked', () => {
    const chains = [
      hooked('filter prerouting -300', rule({ do: 'notrack' })),
      hooked('nat prerouting', rule(dnat('10.2.0.3'))),
    ];
    expect(ends(sent(between(chains)))).toBe(`${client}:* ${server}:80`);
  });

  test('are asked at the priority of translation, whatever their own', () => {
    const chains = [
      hooked('nat prerouting -300', rule(dnat('10.2.0.3'))),
      hooked('filter prerouting -150', rule(to('10.2.0.3/32'), drop, 'after')),
      hooked('filter prerouting -50', rule(to('10.2.0.3/32'), drop, 'then')),
    ];
    expect(fate(sent(between(chains)))).toBe('then');
  });
});

describe('connection tracking', () => {
  const fates = (condition: Condition, protocol: 'tcp' | 'udp' = 'udp') => {
    const network = between([hooked('filter forward', rule(condition, drop, 'seen'))]);
    const walk = sent(network, { protocol, sourcePort: 5000 });
    const plain = between([hooked('filter forward', rule(state('untracked'), drop))]);
    const { connections } = sent(plain, { protocol, sourcePort: 5000 });
    const answer = { at: 'server', to: client, port: 5000, sourcePort: 80, protocol, answers: connections };
    return [fate(walk), fate(sent(network, answer)), fate(sent(network, { ...answer, answers: [] }))];
  };

  test('knows first packets, answers, and answers to what never passed', () => {
    expect(fates(state('new'))).toEqual(['seen', 'passed', 'seen']);
    expect(fates(state('established'))).toEqual(['passed', 'seen', 'passed']);
    expect(fates(state('new'), 'tcp')).toEqual(['seen', 'passed', 'passed']);
    expect(fates(state('invalid'), 'tcp')).toEqual(['passed', 'passed', 'seen']);
  });

  test('knows nothing before it is asked itself', () => {
    const raw = between([hooked('filter prerouting -300', rule(state('invalid'), drop, 'early'))]);
    expect(fate(sent(raw))).toBe('early');
    const translated = between([
      hooked('filter prerouting -300', rule(state('dnat'), drop, 'early')),
      hooked('nat prerouting', rule(to(`${service}/32`), dnat(server))),
    ]);
    expect(fate(answered(translated, sent(translated, { to: service })))).toBe('passed');
  });

  test('keeps what it knows, whatever a rule says later', () => {
    const late = hooked('filter prerouting -150', rule({ do: 'notrack' }));
    const untracked = hooked('filter forward', rule(state('untracked'), drop, 'untracked'));
    expect(fate(sent(between([late, untracked])))).toBe('passed');
    const looped = hooked('filter prerouting -300', rule({ do: 'notrack' }));
    const input = hooked('filter input', rule(state('untracked'), drop, 'untracked'));
    expect(fate(sent(between([looped, input]), { at: 'router', to: '10.2.0.1' }))).toBe('passed');
  });

  test('leaves alone what a rule takes from it', () => {
    const chains = [
      hooked('filter prerouting -300', rule(over('udp'), { do: 'notrack' })),
      hooked('filter forward', rule(state('untracked'), drop, 'untracked')),
    ];
    expect(fate(sent(between(chains)))).toBe('untracked');
    expect(fate(sent(between(chains), { protocol: 'tcp' }))).toBe('passed');
  });
});

describe('a packet to the host itself', () => {
  test('goes out and comes in by lo, where its connection is known already', () => {
    const chains = [
      hooked('nat prerouting', rule(dnat('10.9.9.9'))),
      hooked('filter input', rule(not(link('in', 'lo')), drop, 'elsewhere'), rule(port(81), drop, 'lo')),
    ];
    expect(fate(sent(between(chains), { at: 'router', to: '10.2.0.1' }))).toBe('passed');
    expect(fate(sent(between(chains), { at: 'router', to: '10.2.0.1', port: 81 }))).toBe('lo');
  });
});

describe('a mark', () => {
  const table = { routes: ['10.2.0.0/24 dev far', 'blackhole 0.0.0.0/0 table 100'] };
  const rules = [{ priority: 100, table: 100, family: 'ipv4', mark: { value: 1, mask: 1 } }] as const;
  const router = { ...table, rules };

  test('leads to another table where a policy rule asks for it', () => {
    const marking = [hooked('filter prerouting -150', rule(mark(1)))];
    expect(fate(sent(between(marking, router)))).toBe('blackhole');
    expect(fate(sent(between([hooked('filter prerouting', rule(mark(2)))], router)))).toBe('passed');
  });

  test('of what the host starts leads there only from chains that route anew', () => {
    const at = (type: string) =>
      fate(sent(between([hooked(`${type} output -150`, rule(mark(1)))], router), { at: 'router' }));
    expect(at('route')).toBe('blackhole');
    expect(at('filter')).toBe('passed');
  });
});
