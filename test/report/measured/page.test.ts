import { runEveryMode } from '../../../lib/run';
import { choiceOffer } from '../../../lib/run/choose/offer';
import { twoClusters } from '../../measure/clusters';
import { recorded } from '../../measure/recorded';
import { comparedPage } from '../built-report';

const anchors = (page: string) => Array.from(page.matchAll(/<section id="([^"]+)"/g), ([, id]) => id);

describe('the page of what was measured', () => {
  test('of clusters has every part', () => {
    const page = comparedPage({ measurements: [twoClusters()] });
    expect(anchors(page)).toEqual([
      ...['ratios', 'figures', 'events', 'cost', 'blocks', 'curves', 'pairs', 'known', 'raw'],
    ]);
    expect(page).toContain('✗ Finding:');
  });

  test('of labs says what their numbers are not, and has neither events nor goodput', () => {
    const page = comparedPage({ measurements: [recorded()] });
    expect(anchors(page)).toEqual(['ratios', 'figures', 'blocks', 'curves', 'pairs', 'known', 'raw']);
    expect(page).toContain('Path cost in one kernel; not the CNI’s throughput.');
    expect(page).toContain('all nodes share one kernel and its processors');
  });

  test('of several files has the parts of each, and their figures side by side', () => {
    const page = comparedPage({ measurements: [recorded(), twoClusters()], files: ['a.json', 'b.json'] });
    expect(anchors(page)).toEqual([
      ...['ratios-1', 'ratios-2', 'figures', 'events-2', 'cost-2', 'blocks-1', 'blocks-2'],
      ...['curves-1', 'curves-2', 'pairs-1', 'pairs-2', 'known-1', 'known-2', 'raw'],
    ]);
    expect(page).toContain('there is no verdict between them');
  });

  test('of one subject in one block has what can be said of it', () => {
    const { blocks, subjects, ...rest } = recorded();
    const one = { ...rest, order: [], subjects: subjects.slice(0, 1), blocks: blocks.slice(0, 1) };
    const page = comparedPage({ measurements: [one] });
    expect(anchors(page)).toEqual(['ratios', 'figures', 'blocks', 'curves', 'known', 'raw']);
    expect(page).toContain('1 block is too few for verdicts');
  });

  test('of nothing that was measured says so by what it leaves out', () => {
    const page = comparedPage({ measurements: [{ ...recorded(), blocks: [] }] });
    expect(anchors(page)).toEqual(['known', 'raw']);
  });

  test('names nothing outside of itself, and is the same each time it is made', () => {
    const page = comparedPage({ measurements: [twoClusters()] });
    expect(page.match(/https?:\/\/(?!www\.w3\.org\/)[^\s"'<)]+/g) ?? []).toEqual([]);
    expect(page).toContain("default-src 'none'");
    const ids = /zr\d+/g;
    expect(comparedPage({ measurements: [twoClusters()] }).replace(ids, '')).toBe(page.replace(ids, ''));
  });

  test('of twelve blocks of two clusters is made of less than a megabyte of samples', () => {
    const measurements = twoClusters();
    expect(JSON.stringify(measurements).length).toBeLessThan(1e6);
    expect(comparedPage({ measurements: [measurements] }).length).toBeLessThan(2e6);
  });

  test('has no two anchors of one name', () => {
    const page = comparedPage({ measurements: [recorded(), twoClusters()] });
    const ids = Array.from(page.matchAll(/ id="([^"]+)"/g), ([, id]) => id);
    expect(ids.filter((id, i) => ids.indexOf(id) < i)).toEqual([]);
  });
});

describe('choosing, where no script runs', () => {
  const choice = choiceOffer();
  const page = comparedPage({ measurements: [recorded()], choice });
  const section = page.slice(page.indexOf('<section id="choosing"'), page.indexOf('<section id="blocks"'));

  test('comes behind the figures, where there is something to choose between', () => {
    expect(anchors(page).slice(0, 3)).toEqual(['ratios', 'figures', 'choosing']);
    expect(anchors(comparedPage({ measurements: [], choice }))).toEqual([]);
  });

  test('shows no boxes, as nothing would come of ticking them', () => {
    expect(section).toContain('<form class="needs" id="needs" hidden>');
  });

  test('has every mode, and those apart that exist in labs only', () => {
    const [eligible, excluded] = section.split('id="choice-excluded"');
    expect(eligible!.match(/<tr data-mode=/g)).toHaveLength(
      choice.modes.filter((one) => !one.labOnly).length,
    );
    expect(excluded).toContain('exists in labs only');
  });

  test('has the places and ratios of what was measured', () => {
    expect(section).toMatch(/flannel host-gw<\/th>.*>1<\/span><\/b> .*1\.26 \[1\.26, 1\.28\]/);
    expect(section).toMatch(/flannel vxlan<\/th>.*>3<\/span><\/b> .*1\.54 \[1\.53, 1\.54\]/);
  });

  test('has no numbers of what was measured with a data plane that no mode has', () => {
    const clusters = comparedPage({ measurements: [twoClusters()], choice });
    expect(clusters).toContain('id="choosing"');
    expect(clusters).not.toContain('class="entry"');
  });

  test('has every answer with its version and its source', () => {
    const said = section.match(/<li>.*?<\/li>/g)!;
    for (const one of said)
      expect(one).toMatch(/<small>(<a href="https:[^"]+" rel="noreferrer">[^<]+<\/a>, )?v?\d+\./);
    const sources = choice.modes.flatMap(({ labOnly, dataPlanes }) =>
      labOnly ? [] : dataPlanes.flatMap(({ answers }) => answers.flatMap(({ source }) => source ?? [])),
    );
    for (const source of new Set(sources)) expect(section).toContain(`href="${source}"`);
  });
});

describe('the page of all modes', () => {
  test('leads from a mode to its run’s own report, past those that were refused', async () => {
    const modes = await runEveryMode({ input: { workers: 2 } }, { predictOnly: true, mode: 'host-gw' });
    expect(modes.rows.map(({ outcome }) => outcome)).toEqual(['pass', 'refused']);
    const page = comparedPage({
      measurements: [],
      modes: [{ comparison: modes, links: ['x-runs/host-gw.html'] }],
    });
    expect(anchors(page)).toEqual(['modes', 'sources', 'notes']);
    expect(page.match(/<a href="x-runs[^>]*>/g)).toEqual(['<a href="x-runs/host-gw.html">']);
  });

  test('explains two numbers where two stand', async () => {
    const modes = await runEveryMode(
      { input: { workers: 2, ipFamily: 'dual' } },
      { predictOnly: true, cni: 'flannel', mode: 'vxlan' },
    );
    expect(comparedPage({ measurements: [], modes: [{ comparison: modes }] })).toContain(
      'they are of IPv4 / IPv6',
    );
  });
});
