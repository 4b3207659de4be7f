import { element } from './element.js';

/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('./model.js').Column} Column */
/** @typedef {{ model: Model, rows: readonly number[], columns: readonly Column[], pull: number | undefined }} View `pull` is the chosen one. */

/** A table of more cells is drawn only as far as it is in sight. */
const MOST_CELLS = 3000;
/** As many rows and columns beyond what is in sight are drawn, so that the keyboard finds the next one. */
const BEYOND = 3;
/** In pixels, of what is drawn in part: as the style has it. */
const SIZE = { row: 56, column: 112, first: 240, firstOnPhone: 136, phone: 640 };
const MOST_MARKS = 3;
/** Of a unit of many clusters, as many sentences stand in its row; all of them where it is opened. */
const MOST_NOTES = 3;

/**
 * Draws the matrix into its box, as far as it is in sight, and again when that is scrolled.
 *
 * @param {HTMLElement} box
 */
export const matrixIn = (box) => {
  /** @type {View | undefined} */
  let view;
  let drawn = '';

  const drawAgain = () => {
    const current = view;
    if (current === undefined) return;
    const part = inSight(box, current);
    const key = part.join();
    if (key === drawn) return;
    drawn = key;
    keepingFocus(box, () => box.replaceChildren(tableOf(current, part, box.clientWidth)));
  };

  let isWaiting = false;
  const later = () => {
    if (isWaiting) return;
    isWaiting = true;
    requestAnimationFrame(() => {
      isWaiting = false;
      drawAgain();
    });
  };
  box.addEventListener('scroll', later, { passive: true });
  addEventListener('resize', later, { passive: true });

  return {
    /** @type {(next: View) => void} */
    draw: (next) => {
      view = next;
      drawn = '';
      box.classList.toggle('windowed', isLarge(next));
      drawAgain();
    },
    /** @type {(unit: number, clusters: readonly number[]) => void} Brings the first of some cells of a unit into sight. */
    show: (unit, clusters) => {
      const row = view?.rows.indexOf(unit) ?? -1;
      const column =
        view?.columns.findIndex((each) => each.clusters.some((cluster) => clusters.includes(cluster))) ?? -1;
      if (view === undefined || row < 0 || column < 0) return;
      if (isLarge(view)) box.scrollTo(column * SIZE.column, row * SIZE.row);
      drawAgain();
      const line = [...box.querySelectorAll('tr[data-unit]')].find(
        (each) => each.getAttribute('data-unit') === String(unit),
      );
      line?.querySelector('.lit')?.scrollIntoView({ block: 'nearest', inline: 'center' });
    },
  };
};

/** @type {(view: View) => boolean} */
const isLarge = ({ rows, columns }) => rows.length * columns.length > MOST_CELLS || columns.length > 24;

/** @type {(width: number) => number} */
const firstWidth = (width) => (width < SIZE.phone ? SIZE.firstOnPhone : SIZE.first);

/** @type {(box: HTMLElement, view: View) => [number, number, number, number]} Rows and columns, each from and to. */
const inSight = (box, view) => {
  const { rows, columns } = view;
  if (!isLarge(view)) return [0, rows.length, 0, columns.length];
  const width = box.clientWidth - firstWidth(box.clientWidth);
  // Of a table that gets smaller, what is in sight is its end: the box is scrolled there only once it is drawn.
  const top = Math.max(0, Math.min(box.scrollTop, rows.length * SIZE.row - box.clientHeight));
  const start = Math.max(0, Math.min(box.scrollLeft, columns.length * SIZE.column - width));
  const from = Math.max(0, Math.floor(top / SIZE.row) - BEYOND);
  const to = Math.min(rows.length, Math.ceil((top + box.clientHeight) / SIZE.row) + BEYOND);
  const left = Math.max(0, Math.floor(start / SIZE.column) - BEYOND);
  const right = Math.ceil((start + width) / SIZE.column) + BEYOND;
  return [from, to, left, Math.min(columns.length, right)];
};

/** @type {(box: HTMLElement, draw: () => void) => void} What had the focus has it again, where it is drawn again. */
const keepingFocus = (box, draw) => {
  const { activeElement } = document;
  const key =
    activeElement instanceof HTMLElement && box.contains(activeElement) ? activeElement.dataset.key : undefined;
  draw();
  if (key === undefined) return;
  const again = [...box.querySelectorAll('[data-key]')].find((each) => each.getAttribute('data-key') === key);
  if (again instanceof HTMLElement) again.focus({ preventScroll: true });
};

/** @type {(view: View, part: [number, number, number, number], width: number) => HTMLElement} */
const tableOf = (view, [from, to, left, right], width) => {
  const { rows, columns } = view;
  const shown = columns.slice(left, right);
  const isPart = isLarge(view);
  const table = element('table', {
    class: 'matrix fleet',
    ...(isPart ? { 'aria-rowcount': rows.length + 1, 'aria-colcount': columns.length + 1 } : {}),
  });
  if (isPart) {
    table.style.width = `${firstWidth(width) + columns.length * SIZE.column}px`;
    const col = (/** @type {number} */ pixels) => {
      const made = element('col');
      made.style.width = `${pixels}px`;
      return made;
    };
    const gap = (/** @type {number} */ count) => (count > 0 ? [col(count * SIZE.column)] : []);
    const widths = [...gap(left), ...shown.map(() => col(SIZE.column)), ...gap(columns.length - right)];
    table.append(element('colgroup', {}, col(firstWidth(width)), ...widths));
  }
  const gaps = {
    before: left > 0 ? [element('td', { class: 'gap' })] : [],
    after: right < columns.length ? [element('td', { class: 'gap' })] : [],
  };
  const head = element('tr', {}, element('th', { scope: 'col' }, 'unit'));
  head.append(
    ...gaps.before.map(copy),
    ...shown.map((column, index) => headOf(view, column, shown[index - 1])),
    ...gaps.after.map(copy),
  );
  const lines = rows.slice(from, to).map((unit, index) => {
    const row = rowOf(view, unit, shown, gaps);
    if (isPart) row.setAttribute('aria-rowindex', String(from + index + 2));
    return row;
  });
  table.append(element('thead', {}, head), element('tbody', {}, ...space(from), ...lines, ...space(rows.length - to)));
  return table;
};

/** @type {(gap: HTMLElement) => Node} */
const copy = (gap) => gap.cloneNode(true);

/** @type {(rows: number) => HTMLElement[]} */
const space = (rows) => {
  if (rows <= 0) return [];
  const gap = element('tr', { class: 'gap', 'aria-hidden': 'true' });
  gap.style.height = `${rows * SIZE.row}px`;
  return [gap];
};

/** @type {(view: View, column: Column, before: Column | undefined) => HTMLElement} */
const headOf = ({ model }, column, before) => {
  const { name, clusters, group, isOpen } = column;
  if (group === undefined) return element('th', { scope: 'col' }, name);
  const isFirst = before?.group !== group;
  const { name: groupName = '' } = model.data.groups[group] ?? {};
  const attributes = {
    type: 'button',
    class: 'group',
    'data-group': groupName,
    'data-key': `group ${groupName}`,
    'aria-expanded': String(isOpen),
  };
  const button = element('button', attributes, isOpen ? `${groupName} ▾` : `${groupName} ▸`);
  if (!isOpen)
    return element('th', { scope: 'col' }, button, element('div', { class: 'kind' }, `${clusters.length} clusters`));
  return element('th', { scope: 'col' }, isFirst ? button : undefined, element('div', {}, name));
};

/** @type {(view: View, unit: number, columns: readonly Column[], gaps: { before: HTMLElement[], after: HTMLElement[] }) => HTMLElement} */
const rowOf = (view, unit, columns, gaps) => {
  const { name = '', drift = [], isNew = false } = view.model.data.units[unit] ?? {};
  const more = drift.length - MOST_NOTES;
  const notes = [
    ...(isNew ? ['not here yet'] : []),
    ...drift.slice(0, MOST_NOTES),
    ...(more > 0 ? [`and ${more} more`] : []),
  ];
  const link = element('a', { href: hashOf(name), 'data-key': `unit ${name}` }, name);
  const head = element(
    'th',
    { scope: 'row' },
    link,
    ...notes.map((note) => element('div', { class: 'kind', title: note }, note)),
  );
  const cells = columns.map((column) => cellOf(view, unit, column));
  return element('tr', { 'data-unit': unit }, head, ...gaps.before.map(copy), ...cells, ...gaps.after.map(copy));
};

/** @type {(view: View, unit: number, column: Column) => HTMLElement} */
const cellOf = ({ model, pull: chosen }, unit, column) => {
  const text = model.textIn(column, unit);
  const isAbsent = text === model.data.texts[0];
  const { name = '', commands = {} } = model.data.units[unit] ?? {};
  const marks = model.marksIn(unit, column.clusters);
  const isLit = marks.some(({ pull }) => pull.number === chosen);
  const isQuiet = isAbsent && marks.length === 0;
  const [only, ...others] = column.clusters;
  const leadsOn = !isQuiet || (only !== undefined && others.length === 0 && commands[only] !== undefined);
  const key = `${name} ${column.name}`;
  const states = [
    ...(isAbsent ? ['quiet'] : []),
    ...(text.includes('≠') || text.endsWith(' kinds') ? ['differs'] : []),
    ...(chosen === undefined ? [] : [isLit ? 'lit' : 'dim']),
  ];
  const href = others.length === 0 ? hashOf(name, column.name) : hashOf(name);
  const content = leadsOn
    ? element(
        'a',
        { class: 'cell', href, 'data-key': `cell ${key}`, 'aria-label': isAbsent ? 'absent' : undefined },
        text,
      )
    : text;
  const rest = marks.length - MOST_MARKS;
  const shown = marks.toSorted(
    (one, other) => Number(other.pull.number === chosen) - Number(one.pull.number === chosen),
  );
  const buttons = shown.slice(0, MOST_MARKS).map(({ pull, cell }) => {
    const label = `#${pull.number} ${pull.title}: ${cell.text}`;
    const attributes = {
      type: 'button',
      class: `mark ${KINDS[cell.sign]}`,
      'data-pull': pull.number,
      'data-key': `mark ${pull.number} ${key}`,
    };
    return element(
      'button',
      { ...attributes, 'aria-label': label, 'aria-pressed': String(pull.number === chosen) },
      `#${pull.number}`,
    );
  });
  const more = rest > 0 ? element('span', { class: 'kind' }, `+${rest}`) : undefined;
  const all = marks.length === 0 ? undefined : element('div', { class: 'marks' }, ...buttons, more);
  return element('td', { class: states.join(' ') }, content, all);
};

const KINDS = { '+': 'gains', '−': 'loses', '~': 'changes', '?': 'unknown' };

/**
 * Where what runs in a cell is shown; of a unit, in all of its cells. The slash says that it is no place of this page:
 * what helps people to read pages takes a link for one that only skips something, where none before it leads elsewhere.
 *
 * @type {(unit: string, cluster?: string) => string}
 */
export const hashOf = (unit, cluster) =>
  `#/${new URLSearchParams(cluster === undefined ? { unit } : { unit, cluster })}`;
