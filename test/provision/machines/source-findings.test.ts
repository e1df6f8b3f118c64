import { readSource } from '../../../lib/provision/machines/check/ask-sources';
import { FactsError } from '../../../lib/provision/machines/check/facts';

const url = 'https://quay.io/v2/';
const read = (exit: number, status: string, connect = '000', last = url) =>
  readSource([url, exit, status, connect, last].join('\t'));

test.each([
  ['an answer', 0, '200'],
  ['a part of it', 0, '206'],
  ['a registry that wants a token', 0, '401'],
  ['more than was asked for', 63, '200'],
])('%s is a source that can be reached', (_, exit, status) => expect(read(exit, status)).toEqual([]));

test.each([
  [5, '000', '000', { reason: 'proxy-name' }],
  [6, '000', '000', { reason: 'name' }],
  [7, '000', '000', { reason: 'refused' }],
  [28, '000', '000', { reason: 'no-answer' }],
  [35, '000', '200', { reason: 'tls' }],
  [60, '000', '200', { reason: 'certificate' }],
  [56, '000', '407', { reason: 'proxy-refuses', status: 407 }],
  [56, '000', '403', { reason: 'proxy-refuses', status: 403 }],
  [0, '407', '000', { reason: 'proxy-refuses', status: 407 }],
  [0, '404', '000', { reason: 'status', status: 404 }],
  [63, '503', '000', { reason: 'status', status: 503 }],
  [92, '000', '000', { reason: 'other', curl: 92 }],
])("curl's exit code %i with %s after %s is read", (exit, status, connect, failure) =>
  expect(read(exit, status, connect)).toEqual([{ code: 'source', url, host: 'quay.io', ...failure }]),
);

test('the host is that to which a redirection led', () =>
  expect(read(6, '000', '000', 'https://cdn.quay.io/x')).toMatchObject([{ host: 'cdn.quay.io' }]));

test.each(['', 'x\t0\t200\t000\tx', `${url}\tx\t200\t000\t`, `${url}\t0`])('%j is no answer', (line) =>
  expect(() => readSource(line)).toThrow(FactsError),
);
