import { all, checkedIn, chosenIn, inputs, leadOnEnter, searchOnSlash, wordsToFind } from './shared/find.js';
import { tellWhy } from './why.js';

/**
 * The page's own script: it filters what is there, opens what a link leads to, and writes nothing but its count and what it
 * is answered.
 */
(() => {
  /** @type {(element: HTMLElement) => string[]} */
  const clustersOf = ({ dataset }) => (dataset.clusters ?? '').split(' ').filter(Boolean);

  /** @type {(severity: string | undefined) => number} */
  const rank = (severity) => ['', 'notice', 'warning', 'error'].indexOf(severity ?? '');

  tellWhy();
  const form = document.getElementById('filters');
  if (!(form instanceof HTMLFormElement)) return;
  const entries = all('[data-change]').map((element) => ({
    element,
    clusters: clustersOf(element),
    text: (element.textContent ?? '').toLowerCase(),
  }));
  // What is told beside the objects: no text is searched in it, and it counts for nothing.
  const remarks = all('.alert, .image');

  /** @type {(own: string[], wanted: string[]) => boolean} */
  const overlaps = (own, wanted) => wanted.length === 0 || own.some((each) => wanted.includes(each));

  const filter = () => {
    const words = wordsToFind();
    const unit = chosenIn('unit');
    const least = rank(chosenIn('severity'));
    const clusters = checkedIn('cluster', form);
    const changes = checkedIn('change', form);
    let shown = 0;
    for (const { element, clusters: own, text } of entries) {
      const { unit: ownUnit, change = '', severity } = element.dataset;
      const isShown =
        overlaps(own, clusters) &&
        (unit === '' || ownUnit === unit) &&
        rank(severity) >= least &&
        (changes.length === 0 || changes.includes(change)) &&
        words.every((word) => text.includes(word));
      element.hidden = !isShown;
      if (isShown) shown += 1;
    }
    for (const element of remarks) {
      const own = clustersOf(element);
      element.hidden = rank(element.dataset.severity) < least || (own.length > 0 && !overlaps(own, clusters));
    }
    for (const group of all('.unit, .section')) {
      group.hidden = all('[data-change]', group).every((element) => element.hidden);
    }
    for (const section of all('.images')) section.hidden = all('.image', section).every((element) => element.hidden);
    for (const column of all('[data-column]')) {
      column.hidden = clusters.length > 0 && !clusters.includes(column.dataset.column ?? '');
    }
    for (const count of all('#count')) count.textContent = `${shown} of ${entries.length} shown`;
  };

  const clear = () => {
    form.reset();
    filter();
  };

  // What a link leads to is shown, and opened, whatever the filters say.
  const reveal = () => {
    const target = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null;
    if (target === null) return;
    const wasShown = target.checkVisibility();
    if (target.closest('[hidden]') !== null) clear();
    for (let at = target.closest('details'); at !== null; at = at.parentElement?.closest('details') ?? null)
      at.open = true;
    const summary = target instanceof HTMLDetailsElement ? target.querySelector('summary') : null;
    const focus = summary ?? target;
    // The browser has focused it when it followed the link, and the next key may have moved on since.
    if (focus.matches('[tabindex]') && wasShown) return;
    if (summary === null) focus.tabIndex = -1;
    focus.focus({ preventScroll: true });
    target.scrollIntoView({ block: 'start' });
  };

  /** @type {(isOpen: boolean) => void} Closes all, but opens only what the filters show. */
  const setOpen = (isOpen) => {
    for (const { element } of entries) {
      if (element instanceof HTMLDetailsElement && !(isOpen && element.hidden)) element.open = isOpen;
    }
  };

  /** @type {(id: string, act: () => void) => void} */
  const onClick = (id, act) => document.getElementById(id)?.addEventListener('click', act);

  form.hidden = false;
  form.addEventListener('input', filter);
  leadOnEnter(form, '[data-change] > summary');
  onClick('clear', clear);
  onClick('expand', () => setOpen(true));
  onClick('collapse', () => setOpen(false));
  onClick('columns', () => {
    const isOne = document.body.classList.toggle('one-column');
    document.getElementById('columns')?.setAttribute('aria-pressed', String(isOne));
  });
  for (const cell of all('.cell')) {
    cell.addEventListener('click', () => {
      form.reset();
      const unit = document.getElementById('unit');
      if (unit instanceof HTMLSelectElement) unit.value = cell.dataset.unit ?? '';
      for (const box of inputs('input[name=cluster]', form)) box.checked = box.value === cell.dataset.cluster;
      filter();
    });
  }
  addEventListener('hashchange', reveal);
  searchOnSlash();
  filter();
  reveal();
})();
