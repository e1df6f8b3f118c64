/** Every number that the page says is of a figure follows from the samples that are in the page: computed here by other means. */
import { Figures, figureKey, type Measurements } from '../../../lib/measure';
import { figureName } from '../../../lib/report/measured/names';
import { twoClusters } from '../../measure/clusters';
import { recorded } from '../../measure/recorded';
import { comparedPage } from '../built-report';
import { type Numbers, Recomputed } from './recompute';

interface ShownNumber {
  readonly file: number;
  readonly of: readonly string[];
  readonly text: string;
}

const unescaped = (text: string) => text.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));

function numbersIn(page: string): ShownNumber[] {
  const marked = /<span class="number-of" data-file="(\d+)" data-of="([^"]*)">([^<]*)<\/span>/g;
  return Array.from(page.matchAll(marked), ([, file, of, text]) => ({
    file: Number(file),
    of: JSON.parse(unescaped(of!)),
    text: unescaped(text!),
  }));
}

function filesIn(page: string): Measurements[] {
  const embedded = /<script type="application\/json" id="raw-\d+">(.*?)<\/script>/gs;
  return Array.from(page.matchAll(embedded), ([, json]) => JSON.parse(json!));
}

/** The numbers of a text, with as many decimals as they have. */
function read(text: string): { readonly value: number; readonly half: number }[] {
  const plain = text.replaceAll('−', '-').replace(/(\d),(?=\d{3}\b)/g, '$1');
  return Array.from(plain.matchAll(/-?\d+(?:\.(\d+))?/g), ([number, decimals = '']) => ({
    value: Number(number),
    half: 0.5 * 10 ** -decimals.length,
  }));
}

/** Milliseconds are shown as seconds where they are many. */
const inUnitOf = (text: string, numbers: Numbers) =>
  / s( |$)/.test(text) ? numbers.map((ms) => ms / 1000) : numbers;

function differs({ text }: ShownNumber, expected: Numbers | undefined): boolean {
  if (text === '–') return expected !== undefined;
  if (!expected) return true;
  const shown = read(text);
  const wanted = inUnitOf(text, expected);
  return (
    shown.length !== wanted.length ||
    shown.some(({ value, half }, i) => Math.abs(value - wanted[i]!) > half + 1e-9 * Math.abs(value) + 1e-12)
  );
}

/** What a chart's label says of the control: of whom, and how much. */
const control = /^A\/A control[^:]*, (.+) and (.+): (.+)$/;

/** Of each chart of ratios the figure, and what is said of it. */
function labelsIn(page: string): { figure: string; said: string[] }[] {
  return Array.from(page.matchAll(/aria-label="([^"]+) by [^"]*?\. ([^"]*)"/g), ([, figure, own]) => ({
    figure: unescaped(figure!),
    said: unescaped(own!).split('; '),
  }));
}

describe.each<[string, readonly Measurements[]]>([
  ['of recorded labs', [recorded()]],
  ['of two clusters', [twoClusters()]],
  ['of clusters in six blocks', [twoClusters(6)]],
  ['of clusters in two blocks', [twoClusters(2)]],
  ['of several files', [recorded(), twoClusters()]],
])('a page %s', (_, measurements) => {
  const page = comparedPage({ measurements });
  const shown = numbersIn(page);

  test('holds the samples that it is made from', () => {
    expect(filesIn(page)).toEqual(measurements.map((one) => JSON.parse(JSON.stringify(one))));
  });

  test('shows numbers that follow from them', () => {
    const files = filesIn(page).map((file) => new Recomputed(file));
    const wrong = shown
      .map((one) => ({ ...one, expected: files[one.file]!.of(one.of) }))
      .filter((one) => differs(one, one.expected));
    expect(wrong).toEqual([]);
    expect(shown.length).toBeGreaterThan(100);
  });

  test('says of its charts what its tables say', () => {
    const ratios = new Set(
      shown.filter(({ of: [kind] }) => kind === 'ratio').map(({ of, text }) => `${of[2]} ${text}`),
    );
    const said = labelsIn(page).flatMap(({ said: own }) => own);
    const ofSubjects = said.filter((one) => !control.test(one));
    expect(ofSubjects.length).toBeGreaterThan(3);
    expect(ofSubjects.filter((one) => !ratios.has(one))).toEqual([]);
  });

  test('says of its charts’ controls what follows from the samples', () => {
    const wrong = labelsIn(page).flatMap(({ figure, said }) =>
      said.flatMap((one) => {
        const [, a = '', b = '', text = ''] = control.exec(one) ?? [];
        const file = measurements.find(({ subjects }) => subjects.some(({ id }) => id === a));
        if (!file) return [];
        const figures = new Figures(file);
        const named = figures.all.find((own) => figureName(own, figures) === figure)!;
        const kind = file.subjects.some(({ repeats }) => repeats !== undefined) ? 'repeated' : 'hosts';
        const of = ['control', figureKey(named), a, b, kind];
        const shownThere = { text, of, file: 0 };
        return differs(shownThere, new Recomputed(file).of(of)) ? [one] : [];
      }),
    );
    expect(wrong).toEqual([]);
    expect(page).toContain('A/A control, ');
  });

  test('has no other cell with a unit, and no other in a sentence', () => {
    const rest = page
      .replace(/<span class="number-of"[^>]*>[^<]*<\/span>/g, '')
      .replace(/<svg.*?<\/svg>|<script.*?<\/script>|title="[^"]*"/gs, '');
    const cells = Array.from(rest.matchAll(/<td>(.*?)<\/td>/gs), ([, cell]) => cell!);
    expect(cells.filter((cell) => /\d (µs|s\/GB|Gbit\/s|%)/.test(cell))).toEqual([]);
    const [, findings = ''] = /<ul class="findings">(.*?)<\/header>/s.exec(rest)!;
    expect(findings.match(/\d (µs|s\/GB|Gbit\/s|points)/g)).toBeNull();
  });
});

test('a number that does not follow from the samples would be found', () => {
  const page = comparedPage({ measurements: [recorded()] });
  const file = new Recomputed(filesIn(page)[0]!);
  const one = numbersIn(page).find(({ of: [kind] }) => kind === 'ratio')!;
  expect(differs(one, file.of(one.of))).toBe(false);
  const [number] = read(one.text);
  const off = `${(number!.value + 3 * number!.half).toFixed(2)}${one.text.slice(4)}`;
  expect(differs({ ...one, text: off }, file.of(one.of))).toBe(true);
});
