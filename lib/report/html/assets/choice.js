/** Ticks what a cluster must have: modes that lack it go to the foot of the table, and those that are left have their places. */
(() => {
  const form = document.getElementById('needs');
  if (!form) return;
  const { titles, modes, columns } = JSON.parse(document.getElementById('choice-data').textContent);
  const bodies = ['choice-eligible', 'choice-excluded'].map((id) => document.getElementById(id));
  const rows = modes.map((_, i) => document.querySelector(`#choice tr[data-mode="${i}"]`));
  const named = (needs) => [...new Set(needs)].map((need) => titles[need]).join(', ');
  const lacking = ({ met }, needs) => needs.filter((need) => !met.includes(need));

  /** Data planes that meet all needs; none of what exists in labs only. */
  const left = ({ labOnly, dataPlanes }, needs) =>
    labOnly ? [] : dataPlanes.filter((one) => lacking(one, needs).length === 0);

  /** `lacks: …; not verified: …`: what nobody says is not the same as what is denied. */
  const lack = ({ unverified }, needs) => {
    const [open, denied] = [true, false].map((on) =>
      needs.filter((need) => unverified.includes(need) === on),
    );
    return [
      ...(denied.length > 0 ? [`lacks: ${named(denied)}`] : []),
      ...(open.length > 0 ? [`not verified: ${named(open)}`] : []),
    ].join('; ');
  };

  const remark = ({ labOnly, dataPlanes }, planes, needs) => {
    if (labOnly) return 'exists in labs only';
    if (planes.length > 0) {
      const inPart = planes.flatMap((one) => one.inPart).filter((need) => needs.includes(need));
      return inPart.length > 0 ? `in part: ${named(inPart)}` : '';
    }
    const words = dataPlanes.map((one) => lack(one, lacking(one, needs)));
    if (new Set(words).size === 1) return words[0];
    return dataPlanes.map(({ dataPlane }, i) => `${dataPlane} ${words[i]}`).join('. ');
  };

  /** Places as the page has them without needs: one shares the place of the first from which nothing tells it apart. */
  const placesOf = ({ entries, differs }, eligible) => {
    const places = new Map();
    let [first, place] = [undefined, 0];
    entries.forEach((entry, i) => {
      if (!eligible(entry)) return;
      if (first === undefined || differs[i].includes(first)) [first, place] = [i, places.size + 1];
      places.set(i, place);
    });
    const tied = new Set(places.values()).size === 1;
    return (i) => (places.has(i) ? (tied ? '=' : `${places.get(i)}`) : '');
  };

  const update = () => {
    const needs = new FormData(form).getAll('need').filter(Boolean);
    const planes = modes.map((mode) => left(mode, needs));
    rows.forEach((row, i) => {
      bodies[planes[i].length > 0 ? 0 : 1].append(row);
      row.querySelector('.to-know').textContent = remark(modes[i], planes[i], needs);
      row.querySelectorAll('.plane').forEach((one, k) => {
        one.classList.toggle('out', planes[i].length > 0 && !planes[i].includes(modes[i].dataPlanes[k]));
      });
    });
    columns.forEach((column, i) => {
      const placeOf = placesOf(column, ({ mode, dataPlane }) =>
        planes[mode].some((one) => one.dataPlane === dataPlane),
      );
      for (const row of rows)
        for (const entry of row.cells[i + 2].querySelectorAll('.entry'))
          entry.querySelector('.rank-text').textContent = placeOf(Number(entry.dataset.entry));
    });
    const count = planes.filter(({ length }) => length > 0).length;
    const wanted = needs.length > 0 ? `, for ${named(needs)}` : '';
    document.getElementById('eligible').textContent =
      `Eligible: ${count || 'none'} of ${modes.length} modes${wanted}.`;
    for (const row of document.querySelectorAll('tr[data-needs]')) {
      const asked = row.dataset.needs.split(' ').some((need) => needs.includes(need));
      row.hidden = needs.length > 0 && !asked;
    }
  };

  form.hidden = false;
  form.addEventListener('change', update);
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(update));
  update(); // a browser may have kept what was ticked before
})();
