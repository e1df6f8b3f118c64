/** Shows the facts of the heat map's cells, by pointer, touch and keyboard. The page is complete without it. */
(() => {
  const table = document.querySelector('table.matrix');
  const card = document.getElementById('cell');
  const words = document.getElementById('cell-words');
  if (!table || !card || !words) return;
  const { labels, rows, columns, texts, cells } = JSON.parse(
    document.getElementById('cell-facts').textContent,
  );
  const verdicts = { pass: 'passes', fail: 'fails', size: 'large packets fail', skip: 'skipped' };
  const lineLength = 5;
  let active;

  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  /** Row and column of a cell, counted without the headings. */
  const placeOf = (cell) => [cell.parentElement.rowIndex - 1, cell.cellIndex - 1];

  const factsOf = (cell) => {
    const [row, column] = placeOf(cell);
    const packed = cells[`${rows[row]} ${columns[column]}`];
    if (!packed) return undefined;
    const [reason, path, ...rest] = packed.map((place) => texts[place]);
    const lines = [];
    for (let i = 0; i < rest.length; i += lineLength) lines.push(rest.slice(i, i + lineLength));
    return { from: labels[rows[row]], to: labels[columns[column]], reason, path, lines };
  };

  const factTable = (lines) => {
    const made = element('table');
    const head = made.createTHead().insertRow();
    for (const title of ['', 'required', 'predicted', 'observed', '']) head.append(element('th', title));
    const body = made.createTBody();
    for (const [what, required, predicted, observed, verdict] of lines) {
      const line = body.insertRow();
      line.append(element('th', what));
      for (const text of [required, predicted, observed]) line.append(element('td', text));
      line.append(element('td', { pass: '✓', fail: '✗', skip: 's' }[verdict] ?? verdict, verdict));
    }
    return made;
  };

  const fill = (cell, facts) => {
    const state = cell.classList[0];
    const head = element('p', undefined, 'cell-head');
    head.append(element('span', facts.from), element('span', ' → '), element('span', facts.to));
    const parts = [head, element('p', verdicts[state], `cell-verdict ${state}`), factTable(facts.lines)];
    if (facts.reason) parts.push(element('p', facts.reason, 'cell-reason'));
    if (facts.path) parts.push(element('p', `Path: ${facts.path}`, 'cell-path'));
    card.replaceChildren(...parts);
    words.textContent = `${facts.from} to ${facts.to}: ${verdicts[state]}. ${facts.reason}`;
  };

  /** Beside the table where there is room, else beside the cell; on narrow screens the style sheet docks the card at the bottom. */
  const put = (cell) => {
    if (matchMedia('(max-width: 760px)').matches) {
      card.removeAttribute('style');
      return;
    }
    const frame = card.parentElement.getBoundingClientRect();
    const at = cell.getBoundingClientRect();
    const fits = (left) => left + card.offsetWidth <= frame.width;
    const beside = table.getBoundingClientRect().right - frame.left + 24;
    const after = at.right - frame.left + 12;
    const before = at.left - frame.left - card.offsetWidth - 12;
    card.style.left = `${fits(beside) ? beside : fits(after) ? after : Math.max(0, before)}px`;
    const top = at.top - frame.top - 20;
    card.style.top = `${Math.max(0, Math.min(top, frame.height - card.offsetHeight))}px`;
  };

  const show = (cell) => {
    active?.removeAttribute('aria-selected');
    const facts = cell && factsOf(cell);
    if (!facts) {
      card.hidden = true;
      return;
    }
    active = cell;
    cell.setAttribute('aria-selected', 'true');
    fill(cell, facts);
    card.hidden = false;
    put(cell);
  };

  const cellAt = (row, column) => table.tBodies[0].rows[row]?.cells[column + 1];
  const steps = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };
  let stop = table.tBodies[0].querySelector('td[class]');
  if (stop) stop.tabIndex = 0;

  const focus = (cell) => {
    if (!cell) return;
    stop.removeAttribute('tabindex');
    stop = cell;
    cell.tabIndex = 0;
    cell.focus({ preventScroll: false });
  };

  /** The next cell that way which was asked. */
  const next = (cell, [down, right]) => {
    let [row, column] = placeOf(cell);
    for (;;) {
      row += down;
      column += right;
      if (column < 0) return undefined;
      const found = cellAt(row, column);
      if (!found || found.className) return found;
    }
  };

  table.addEventListener('pointerover', ({ target }) => {
    const cell = target.closest('tbody td');
    if (cell) show(cell);
  });
  table.addEventListener('pointerleave', () => show(document.activeElement === stop ? stop : undefined));
  table.addEventListener('click', ({ target }) => {
    const cell = target.closest('tbody td[class]');
    if (cell) focus(cell);
  });
  table.addEventListener('focusin', ({ target }) => show(target));
  table.addEventListener('focusout', () => show(undefined));
  table.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') card.hidden = true;
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    focus(next(stop, step));
  });
  for (const input of document.querySelectorAll('input[name=colour]'))
    input.addEventListener('change', () => table.classList.toggle('by-rtt', input.value === 'rtt'));
})();
