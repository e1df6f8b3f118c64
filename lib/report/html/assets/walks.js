/** Shows the walk of the cell that is chosen. Without it the page has that of one cell. */
(() => {
  const table = document.querySelector('table.matrix');
  const panel = document.getElementById('walk');
  if (!table || !panel) return;
  const { labels, texts, tones, walks } = JSON.parse(document.getElementById('cell-facts').textContent);
  const [pair, list, end] = ['summary b', 'ol', '.walk-end'].map((name) => panel.querySelector(name));

  const lineOf = (depth, tone, text) => {
    const line = document.createElement('li');
    line.className = tones[tone];
    line.style.setProperty('--depth', depth);
    line.textContent = texts[text];
    return line;
  };

  const linesOf = (packed) => {
    const lines = [];
    for (let i = 0; i < packed.length; i += 3) lines.push(lineOf(...packed.slice(i, i + 3)));
    return lines;
  };

  const unknown = (key) => {
    const [row, column] = key.split(' ').map((place) => labels[place]);
    pair.textContent = `${row} → ${column}`;
    list.replaceChildren();
    end.textContent = 'Its way is not known: testbed explain walks it where the state can be computed.';
  };

  table.addEventListener('cell-chosen', ({ detail: key }) => {
    if (walks[key]) {
      const [from, to, outcome, ...lines] = walks[key];
      pair.textContent = `${texts[from]} → ${texts[to]}`;
      list.replaceChildren(...linesOf(lines));
      end.textContent = texts[outcome];
    } else unknown(key);
    panel.open = true;
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    panel.scrollIntoView({ block: 'nearest', behavior: calm ? 'instant' : 'smooth' });
  });
})();
