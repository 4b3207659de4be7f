import { all, checkedIn, chosenIn, inputs, leadOnEnter, searchOnSlash, wordsToFind } from '../shared/find.js';
import { cellsWith } from './cells.js';
import { element } from './element.js';
import { hashOf, matrixIn } from './matrix.js';
import { modelOf } from './model.js';
import { followNews } from './news.js';
import { openedView } from './opened.js';
import { drawPulls } from './pulls.js';
import { showTips } from './tip.js';

/** @typedef {import('../../../where/fleet-data.ts').FleetData} FleetData */

/**
 * The fleet page's own script: it draws what the page holds as data, filters and sorts it, and opens what a link leads to.
 * Text of the repository is never read as HTML.
 */
(() => {
  const form = document.getElementById('filters');
  const box = document.getElementById('matrix');
  const opened = document.getElementById('opened');
  const chips = document.getElementById('clusters');
  if (!(form instanceof HTMLFormElement) || box === null || opened === null || chips === null) return;

  let model = modelOf(dataIn(document));
  const matrix = matrixIn(box);
  /** @type {{ pull: number | undefined, open: Set<string> }} What was chosen beside the form. */
  const state = { pull: undefined, open: new Set() };

  const drawChips = () => {
    const { data } = model;
    const names = data.groups.length === 0 ? data.clusters : data.groups.map(({ name }) => name);
    const boxes = names.map((name) =>
      element(
        'label',
        { class: 'chip' },
        element('input', { type: 'checkbox', name: 'cluster', value: name }),
        element('span', {}, name),
      ),
    );
    const checked = checkedIn('cluster', form);
    for (const old of all('.chip', chips)) old.remove();
    chips.append(...boxes);
    for (const box of inputs('input', chips)) box.checked = checked.includes(box.value);
  };

  const rowsToShow = () => {
    const words = wordsToFind();
    const marks = checkedIn('mark', form);
    const rows = model.data.units.flatMap((_, unit) => {
      const traits = model.traitsOf(unit);
      const text = model.searched(unit);
      return marks.every((mark) => traits[mark]) && words.every((word) => text.includes(word)) ? [unit] : [];
    });
    if (chosenIn('sort') !== 'drift') return rows;
    const weight = (/** @type {number} */ unit) => (model.traitsOf(unit).differs ? 0 : 1);
    return rows.toSorted((one, other) => weight(one) - weight(other) || one - other);
  };

  const draw = () => {
    const rows = rowsToShow();
    const columns = model.columnsOf(state.open, checkedIn('cluster', form));
    matrix.draw({ model, rows, columns, pull: state.pull });
    for (const count of all('#count')) count.textContent = `${rows.length} of ${model.data.units.length} rows shown`;
  };

  /** @type {(number: number, isToBeShown: boolean) => void} A second time, nothing is chosen again. */
  const choose = (number, isToBeShown) => {
    state.pull = state.pull === number ? undefined : number;
    drawPulls(model, state.pull);
    draw();
    const first = model.data.pulls.find((pull) => pull.number === state.pull)?.cells[0];
    if (isToBeShown && first !== undefined) matrix.show(first.unit, first.clusters);
  };

  const clear = () => {
    form.reset();
    draw();
  };

  const cells = cellsWith(() => reveal(false));

  /** Shows what the address leads to: a unit, or what of it runs in one cluster. */
  const reveal = (isFollowed = true) => {
    const asked = new URLSearchParams(location.hash.slice('#/'.length));
    const unit = model.data.units.findIndex(({ name }) => name === asked.get('unit'));
    const cluster = model.data.clusters.indexOf(asked.get('cluster') ?? '');
    opened.hidden = unit < 0;
    const view = element(
      'div',
      {},
      ...(unit < 0 ? [] : openedView(model, unit, cluster < 0 ? undefined : cluster, cells)),
    );
    // What stays as it is keeps the focus and what is selected in it, and what was unfolded stays so.
    const isAgain = opened.querySelector('h2')?.textContent === view.querySelector('h2')?.textContent;
    if (isAgain && opened.querySelector('details[open]') !== null)
      for (const details of all('details', view)) details.toggleAttribute('open', true);
    if (opened.firstElementChild?.isEqualNode(view) !== true) opened.replaceChildren(view);
    if (unit < 0 || !isFollowed) return;
    opened.focus({ preventScroll: true });
    opened.scrollIntoView({ block: 'start' });
  };

  /** Back to the cell that it was opened from. */
  const close = () => {
    const asked = new URLSearchParams(location.hash.slice('#/'.length));
    const href = hashOf(asked.get('unit') ?? '', asked.get('cluster') ?? undefined);
    history.replaceState(null, '', location.pathname + location.search);
    reveal();
    const from = all('a', box).find((link) => link.getAttribute('href') === href) ?? box;
    from.focus();
  };

  /** What was typed, filtered, chosen and opened stays. */
  const update = (/** @type {Document} */ page) => {
    const before = model.data;
    model = modelOf(dataIn(page));
    for (const id of ['about', 'unknown', 'legend']) {
      const now = page.getElementById(id);
      if (now !== null) document.getElementById(id)?.replaceWith(document.adoptNode(now));
    }
    const names = (/** @type {FleetData} */ { clusters, groups }) => JSON.stringify([clusters, groups]);
    if (names(before) !== names(model.data)) drawChips();
    if (model.data.pulls.every(({ number }) => number !== state.pull)) state.pull = undefined;
    drawPulls(model, state.pull);
    draw();
    reveal(false);
  };

  form.hidden = false;
  drawChips();
  drawPulls(model, state.pull);
  form.addEventListener('input', draw);
  leadOnEnter(form, 'tr[data-unit] > th > a');
  addEventListener('hashchange', () => reveal());
  addEventListener('keydown', ({ key, target }) => {
    if (key === 'Escape' && target instanceof Node && opened.contains(target)) close();
  });
  document.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest('button') : null;
    if (button === null) return;
    const { choose: chosen, pull, group, copy, close: isClosing } = button.dataset;
    if (chosen !== undefined) choose(Number(chosen), true);
    if (pull !== undefined) choose(Number(pull), false);
    if (group !== undefined) {
      if (!state.open.delete(group)) state.open.add(group);
      draw();
    }
    if (copy !== undefined) void copied(button, copy);
    if (isClosing !== undefined) close();
    if (button.id === 'clear') clear();
  });
  searchOnSlash();
  showTips(box);
  draw();
  reveal();
  followNews(update);
})();

/** @type {(page: Document) => FleetData} */
function dataIn(page) {
  return JSON.parse(page.getElementById('fleet')?.textContent ?? '');
}

/** @type {(button: HTMLElement, text: string) => Promise<void>} */
async function copied(button, text) {
  try {
    await navigator.clipboard.writeText(text);
    button.textContent = 'Copied';
  } catch {
    button.textContent = 'Select and copy it by hand';
  }
}
