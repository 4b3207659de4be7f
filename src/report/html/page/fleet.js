import { all, checkedIn, chosenIn, searchOnSlash, wordsToFind } from './find.js';

/**
 * The fleet page's own script: it filters and sorts what is there, opens what a link leads to, and writes nothing but its
 * count. All that it reads are numbers and fixed words in data attributes, and the text of the page.
 */
(() => {
  const form = document.getElementById('filters');
  const body = document.querySelector('.matrix tbody');
  if (!(form instanceof HTMLFormElement) || body === null) return;

  const rows = all('tr[data-unit]').map((row) => {
    const { unit = '' } = row.dataset;
    const entry = document.getElementById(`u${unit}`);
    const text = `${row.textContent} ${entry?.textContent}`.toLowerCase();
    return { row, entry, text, order: Number(unit), marks: (row.dataset.marks ?? '').split(' ') };
  });

  // Of 200 clusters and 300 units there are 60,000 cells: what has not changed is not touched.
  let columnsBefore = '';
  let orderBefore = 'name';

  const filter = () => {
    const words = wordsToFind();
    const marks = checkedIn('mark', form);
    const columns = checkedIn('cluster', form);
    let shown = 0;
    for (const { row, entry, text, marks: own } of rows) {
      const isShown = marks.every((mark) => own.includes(mark)) && words.every((word) => text.includes(word));
      row.hidden = !isShown;
      if (entry !== null) entry.hidden = !isShown;
      if (isShown) shown += 1;
    }
    if (columns.join() !== columnsBefore) {
      columnsBefore = columns.join();
      for (const cell of all('[data-column]'))
        cell.hidden = columns.length > 0 && !columns.includes(cell.dataset.column ?? '');
    }
    for (const count of all('#count')) count.textContent = `${shown} of ${rows.length} units shown`;
  };

  const sort = () => {
    if (chosenIn('sort') === orderBefore) return;
    orderBefore = chosenIn('sort');
    const isByDrift = orderBefore === 'drift';
    /** @type {(row: typeof rows[number]) => number} */
    const weight = ({ marks }) => (isByDrift && !marks.includes('differs') ? 1 : 0);
    for (const { row } of rows.toSorted((a, b) => weight(a) - weight(b) || a.order - b.order)) body.append(row);
  };

  const reveal = () => {
    const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
    if (!(target instanceof HTMLDetailsElement)) return;
    if (target.hidden) clear();
    target.open = true;
    const summary = target.querySelector('summary');
    if (summary instanceof HTMLElement) summary.focus({ preventScroll: true });
    target.scrollIntoView({ block: 'start' });
  };

  const clear = () => {
    form.reset();
    filter();
    sort();
  };

  form.hidden = false;
  form.addEventListener('input', () => {
    filter();
    sort();
  });
  form.addEventListener('submit', (event) => event.preventDefault());
  document.getElementById('clear')?.addEventListener('click', clear);
  addEventListener('hashchange', reveal);
  searchOnSlash();
  filter();
  reveal();
})();
