/** Shows the facts of the heat map's cells, by pointer, touch and keyboard. The page is complete without it. */
(() => {
  const table = document.querySelector('table.matrix');
  const card = document.getElementById('cell');
  const words = document.getElementById('cell-words');
  const pane = table?.parentElement;
  if (!table || !card || !words) return;
  const { labels, rows, columns, texts, measured, explained, cells, walks } = JSON.parse(
    document.getElementById('cell-facts').textContent,
  );
  const verdicts = { pass: 'passes', fail: 'fails', size: 'large packets fail', skip: 'something skipped' };
  const lineLength = explained ? 6 : 5;
  /** As in the style sheet. */
  const docked = matchMedia('(max-width: 760px)');
  let active;

  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text !== undefined) made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  /** For screens on which the card covers the page's foot. */
  const closeButton = element('button', '×', 'cell-close');
  closeButton.type = 'button';
  closeButton.setAttribute('aria-label', 'Close');
  closeButton.addEventListener('click', () => show(undefined));

  /** Row and column of a cell, counted without the headings. */
  const placeOf = (cell) => [cell.parentElement.rowIndex - 1, cell.cellIndex - 1];

  const keyOf = (cell) => {
    const [row, column] = placeOf(cell);
    return `${rows[row]} ${columns[column]}`;
  };

  /** The panel below shows its walk. */
  const choose = (cell) => {
    if (docked.matches) show(undefined);
    table.dispatchEvent(new CustomEvent('cell-chosen', { detail: keyOf(cell) }));
  };

  const factsOf = (cell) => {
    const key = keyOf(cell);
    const [row, column] = placeOf(cell);
    const packed = cells[key];
    if (!packed) return undefined;
    const [extent, reason, path, ...rest] = packed;
    const lines = [];
    for (let i = 0; i < rest.length; i += lineLength)
      lines.push(rest.slice(i, i + lineLength).map((place) => texts[place]));
    return {
      from: labels[rows[row]],
      to: labels[columns[column]],
      extent: texts[extent],
      reason: texts[reason],
      path: path.map((place) => texts[place]).join(' → '),
      walked: walks[key] !== undefined,
      lines,
    };
  };

  const factTable = (lines) => {
    const made = element('table', undefined, explained ? 'four' : '');
    const head = made.createTHead().insertRow();
    const seen = [...(measured ? ['observed'] : []), ...(explained ? ['explained'] : [])];
    const titles = ['required', 'predicted', ...seen];
    for (const title of ['', ...titles, '']) head.append(element('th', title));
    const body = made.createTBody();
    for (const [what, required, predicted, observed, verdict, reality] of lines) {
      const line = body.insertRow();
      line.append(element('th', what));
      const texts = [required, predicted, ...(measured ? [observed] : []), ...(explained ? [reality] : [])];
      for (const [i, text] of texts.entries()) {
        const fact = element('td', text);
        fact.dataset.title = titles[i];
        line.append(fact);
      }
      line.append(element('td', { pass: '✓', fail: '✗', skip: 's' }[verdict] ?? verdict, verdict));
    }
    return made;
  };

  /** What leads to the walk: a finger taps it, a mouse clicks the cell. */
  const moreOf = (cell) => {
    if (!docked.matches) return element('p', 'Click the cell for every step.', 'cell-more');
    const button = element('button', 'Every step', 'cell-more');
    button.type = 'button';
    button.addEventListener('click', () => choose(cell));
    return button;
  };

  const fill = (cell, facts) => {
    const state = cell.classList[0];
    const head = element('p', undefined, 'cell-head');
    head.append(element('span', facts.from), element('span', ' → '), element('span', facts.to));
    const parts = [head, closeButton, element('p', verdicts[state], `cell-verdict ${state}`)];
    if (facts.extent) parts.push(element('p', facts.extent, 'cell-extent'));
    parts.push(factTable(facts.lines));
    if (facts.reason) parts.push(element('p', facts.reason, 'cell-reason'));
    if (facts.path) parts.push(element('p', `Predicted path: ${facts.path}`, 'cell-path'));
    if (facts.walked) parts.push(moreOf(cell));
    card.replaceChildren(...parts);
    words.textContent = `${facts.from} to ${facts.to}: ${verdicts[state]}. ${facts.extent} ${facts.reason}`;
  };

  /** Beside the table where there is room, else beside the cell; on narrow screens the style sheet docks the card at the bottom. */
  const put = (cell) => {
    if (docked.matches) {
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
    // Inside of the window as far as it goes, its head before its foot.
    const lowest = Math.min(frame.bottom, innerHeight - 8) - card.offsetHeight;
    const top = Math.max(8, Math.min(at.top - 20, lowest)) - frame.top;
    card.style.top = `${Math.max(0, top)}px`;
  };

  /** Heads of the row and the column of a cell. */
  const headsOf = (cell) => [cell.parentElement.cells[0], table.tHead.rows[0].cells[cell.cellIndex]];

  const leave = () => {
    if (!active) return;
    active.removeAttribute('aria-selected');
    for (const head of headsOf(active)) head.classList.remove('lit');
    active = undefined;
  };

  const show = (cell) => {
    leave();
    const facts = cell && factsOf(cell);
    if (!facts) {
      card.hidden = true;
      return;
    }
    active = cell;
    cell.setAttribute('aria-selected', 'true');
    for (const head of headsOf(cell)) head.classList.add('lit');
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
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
    if (docked.matches)
      scrollBy({
        top: Math.max(0, cell.getBoundingClientRect().bottom + 8 - card.getBoundingClientRect().top),
        behavior: 'instant',
      });
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

  // A finger that comes over a cell may be about to scroll, and a card at the foot may cover the cell: then only clicks count.
  const follows = ({ pointerType }) => pointerType !== 'touch' && !docked.matches;
  table.addEventListener('pointerover', (event) => {
    const cell = follows(event) && event.target.closest('tbody td');
    if (cell) show(cell);
  });
  table.addEventListener('pointerleave', (event) => {
    if (follows(event)) show(document.activeElement === stop ? stop : undefined);
  });
  table.addEventListener('click', ({ target }) => {
    const cell = target.closest('tbody td[class]');
    if (!cell) return;
    focus(cell);
    if (!docked.matches) choose(cell);
  });
  table.addEventListener('focusin', ({ target }) => show(target));
  table.addEventListener('focusout', ({ relatedTarget }) => {
    if (!card.contains(relatedTarget)) show(undefined);
  });
  table.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') show(undefined);
    if (event.key === 'Enter') choose(stop);
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    focus(next(stop, step));
  });
  pane.addEventListener('scroll', () => active && put(active), { passive: true });
  new IntersectionObserver(([seen]) => seen.isIntersecting || show(undefined)).observe(pane);
  // What the arrow keys lead to must not end up under the heads, which stay in view.
  pane.style.scrollPadding = `${table.tHead.offsetHeight}px 0 0 ${table.tHead.rows[0].cells[0].offsetWidth}px`;
  for (const input of document.querySelectorAll('input[name=colour]'))
    input.addEventListener('change', () => {
      table.classList.toggle('by-rtt', input.value === 'rtt');
      document.querySelector('.rtt-scale').hidden = input.value !== 'rtt';
    });
})();
