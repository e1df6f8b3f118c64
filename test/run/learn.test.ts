/** The lesson where nothing is built: what is asked, what is right, and what is said. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../lib/base/package-root';
import { type LabAnswer, learn, lessonSteps, type StepPlace, wordsNamed } from '../../lib/run';
import type { Introduction } from '../../lib/run/learn/text';

type Begun = Introduction & StepPlace;

/** Takes the lesson and keeps what was asked and heard, in order. */
async function taken(step?: string, choose: (begun: Begun) => string | undefined = () => undefined) {
  const heard: { begun: Begun; answer?: LabAnswer }[] = [];
  const learner = {
    ask: async (begun: Begun) => {
      heard.push({ begun });
      return choose(begun);
    },
    hear: async (answer: LabAnswer) => {
      heard.at(-1)!.answer = answer;
    },
  };
  const asMeant = await learn(learner, { step, predictOnly: true });
  return { asMeant, heard };
}

const names = lessonSteps().map(({ name }) => name);

test('the lesson has the steps from one node to a fault that is mended', () => {
  expect(names).toEqual(['one-node', 'same-range', 'no-routes', 'cni', 'modes', 'packet', 'broken']);
});

test('every step has its words in the file of its name, and no file is left over', () => {
  const files = readdirSync(join(packageRoot, 'lib/run/learn/steps')).filter((name) =>
    name.endsWith('.yaml'),
  );
  expect(files.sort()).toEqual(names.map((name) => `${name}.yaml`).sort());
});

test('what is right follows from the results, and is what each explanation is for', async () => {
  const { asMeant, heard } = await taken();
  expect(heard.map(({ answer }) => answer!.right)).toEqual(heard.map(({ begun }) => begun.explains));
  expect(heard.map(({ answer }) => answer!.right)).toEqual([
    'own',
    'self',
    'local',
    'own',
    'less',
    'nodes',
    'both',
  ]);
  expect(asMeant).toBe(true);
});

test('a question has several answers to choose from, and no two are the same', async () => {
  for (const { begun } of (await taken()).heard) {
    const texts = begun.choices.map(({ text }) => text);
    expect(new Set(texts).size).toBe(texts.length);
    expect(texts.length).toBeGreaterThan(2);
  }
});

test('a step is chosen by its name or its number', async () => {
  for (const wanted of ['no-routes', '3'])
    expect((await taken(wanted)).heard.map(({ begun }) => begun.name)).toEqual(['no-routes']);
});

test('a step that there is not is refused, with all that there are', async () => {
  await expect(taken('9')).rejects.toMatchObject({
    problem: { code: 'unknown-step', step: '9', known: names },
  });
});

test('what was chosen is heard beside what is right', async () => {
  const { heard } = await taken('1', () => 'node');
  expect(heard[0]!.answer).toMatchObject({ given: 'node', right: 'own' });
});

test('the lesson ends where nobody is there any more', async () => {
  let asked = 0;
  const ask = async () => {
    asked += 1;
    return undefined;
  };
  const hear = async () => {
    throw new Error('nobody hears it');
  };
  await learn({ ask, hear, left: () => true }, { predictOnly: true });
  expect(asked).toBe(1);
});

describe('the glossary', () => {
  const all = wordsNamed();

  test('is in the order of the alphabet, and names nothing twice', () => {
    const words = all.map(({ word }) => word.toLowerCase());
    expect(words).toEqual([...words].sort((a, b) => a.localeCompare(b, 'en')));
    const every = all.flatMap(({ word, also }) => [word, ...also]).map((one) => one.toLowerCase());
    expect(new Set(every).size).toBe(every.length);
  });

  test('finds a word in any case, and by its other names', () => {
    expect(wordsNamed('vxlan').map(({ word }) => word)).toEqual(['VXLAN']);
    expect(wordsNamed('SNAT').map(({ word }) => word)).toEqual(['masquerade']);
  });

  test('says which words there are where it lacks one', () => {
    expect(() => wordsNamed('foo')).toThrow(
      expect.objectContaining({ problem: expect.objectContaining({ code: 'unknown-word', word: 'foo' }) }),
    );
  });
});
