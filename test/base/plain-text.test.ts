import fc from 'fast-check';
import { oneLine, withoutCommands, withoutControls } from '../../lib/base/plain-text';

const esc = '\u001b';

describe('text of others', () => {
  test.each([
    ['a sequence that clears the screen', `${esc}[2J`, '\\u001b[2J'],
    ['a link', `${esc}]8;;http://x\u0007x${esc}]8;;\u0007`, '\\u001b]8;;http://x\\u0007x\\u001b]8;;\\u0007'],
    ['a sequence that starts with one sign', '\u009b1A', '\\u009b1A'],
    ['a return', 'a\rb', 'a\\u000db'],
    ['the order of letters', '\u202eabc\u202c', '\\u202eabc\\u202c'],
    ['isolated letters', '\u2066abc\u2069', '\\u2066abc\\u2069'],
    ['signs of no width', 'a\u200bb\u200dc\u2060d\ufeff', 'a\\u200bb\\u200dc\\u2060d\\ufeff'],
    ['a sign that is a tag', 'a\u{e0041}', 'a\\udb40\\udc41'],
    ['other ends of lines', 'a\u2028b\u2029c\u0085', 'a\\u2028b\\u2029c\\u0085'],
    ['half a sign, and none', '\ud800 \uffff', '\\ud800 \\uffff'],
  ])('shows %s for what it is', (_, text, shown) => expect(withoutControls(text)).toBe(shown));

  test('keeps letters, marks and pictures of every language', () => {
    const text = 'é ⚠️ → 日本 ✓ 👍 ü';
    expect(oneLine(text)).toBe(text);
  });

  test('keeps colours where they are wanted', () => {
    expect(withoutControls(`${esc}[31mred${esc}[39m`, true)).toBe(`${esc}[31mred${esc}[39m`);
    expect(withoutControls(`${esc}[31mred`)).toBe('\\u001b[31mred');
  });

  test('is a line, whatever ends it holds', () => {
    expect(oneLine('all is well\nPASS 237 checks\r\n\tx')).toBe('all is well PASS 237 checks  x');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(oneLine(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
      }),
    );
  });

  test('is whole where JSON holds it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const json = JSON.stringify({ text });
        expect(JSON.parse(withoutCommands(withoutControls(json)))).toEqual({ text });
      }),
    );
  });

  test.each([
    ['::error::x', '\\u003a:error::x'],
    ['a\n  ::error file=a,line=1::x', 'a\n  \\u003a:error file=a,line=1::x'],
    ['\u00a0::set-output name=a::b', '\u00a0\\u003a:set-output name=a::b'],
    ['::stop-commands::token', '\\u003a:stop-commands::token'],
    ['all is well ##[error]x', 'all is well #\\u0023[error]x'],
    ['##vso[task.setvariable variable=a]b', '#\\u0023vso[task.setvariable variable=a]b'],
    ["##teamcity[message text='x']", "#\\u0023teamcity[message text='x']"],
  ])('gives no order to a CI system: %j', (text, shown) => expect(withoutCommands(text)).toBe(shown));

  test.each(['::1', '  ::/0  via ::1', 'fd00::1 ::', 'a ::error::x', '## Title', '### [x]', '# [x]'])(
    'stays as it is where it gives none: %j',
    (text) => expect(withoutCommands(text)).toBe(text),
  );
});
