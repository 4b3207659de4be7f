import { element } from './element.js';
import { originsView } from './origins.js';

/** @typedef {import('./model.js').Model} Model */

/** As many clusters are named side by side. */
const MOST_NAMES = 12;

/**
 * What runs of a unit, in one cluster or in all of them: what is on its way there, the command that would fill it, each
 * object with where it is written, and of one cluster how it gets there and what is set.
 *
 * @type {(model: Model, unit: number, cluster: number | undefined, cells: import('./cells.js').Cells) => Node[]}
 */
export const openedView = (model, unit, cluster, cells) => {
  const { clusters } = model.data;
  const { name = '', from = '', drift = [], objects = [], commands = {} } = model.data.units[unit] ?? {};
  const here = cluster === undefined ? clusters.map((_, index) => index) : [cluster];
  const where = cluster === undefined ? '' : ` in ${clusters[cluster]}`;
  const lines = objects.flatMap((object) => objectRows(model, object, here, cluster === undefined));
  return [
    element('h2', { id: 'opened-title' }, `${name}${where}`),
    element('p', { class: 'legend' }, from),
    ...drift.map((sentence) => element('p', {}, sentence)),
    ...marksView(model, unit, here),
    ...commandsView(model, commands, here),
    ...(cluster === undefined || lines.length === 0
      ? []
      : originsView(cells(model, unit, cluster), `blast-radius explain ${name} ${clusters[cluster]}`)),
    ...(lines.length === 0 ? [] : [element('h3', {}, 'Objects')]),
    lines.length === 0
      ? element('p', { class: 'legend' }, `Nothing of it runs${where || ' yet'}.`)
      : element(
          'div',
          { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': 'Objects' },
          objectsTable(lines, cluster === undefined),
        ),
    element('p', { class: 'tools' }, element('button', { type: 'button', 'data-close': true }, 'Close')),
  ];
};

/** @type {(model: Model, unit: number, here: readonly number[]) => Node[]} */
const marksView = (model, unit, here) => {
  const seen = new Map();
  for (const cluster of here)
    for (const { pull, cell } of model.marksIn(unit, [cluster])) {
      const key = `${pull.number} ${cell.text}`;
      const known = seen.get(key) ?? { pull, cell, clusters: [] };
      seen.set(key, { ...known, clusters: [...known.clusters, cluster] });
    }
  if (seen.size === 0) return [];
  const items = [...seen.values()].map(({ pull, cell, clusters }) => {
    const link = element('a', { href: pull.links.report }, `#${pull.number} ${pull.title}`);
    const names = here.length > 1 ? ` in ${namesOf(model, clusters)}` : '';
    return element('li', {}, link, `${names}: ${cell.text}`);
  });
  return [element('h3', {}, 'On its way'), element('ul', {}, ...items)];
};

/** @type {(model: Model, commands: Readonly<Record<number, string>>, here: readonly number[]) => Node[]} */
const commandsView = (model, commands, here) => {
  const own = here.flatMap((cluster) =>
    commands[cluster] === undefined ? [] : [{ cluster, command: commands[cluster] }],
  );
  if (own.length === 0) return [];
  const items = own.map(({ cluster, command }) => {
    const copy = element('button', { type: 'button', 'data-copy': command, 'aria-label': `Copy ${command}` }, 'Copy');
    const name = here.length > 1 ? `${model.data.clusters[cluster]}: ` : '';
    return element('li', {}, name, element('code', {}, command), ' ', copy);
  });
  const how =
    'As a comment on a pull request or an issue, each opens a pull request; a command line has the same without the slash.';
  return [element('h3', {}, 'Promote'), element('ul', {}, ...items), element('p', { class: 'legend' }, how)];
};

/** @type {(lines: readonly HTMLElement[], isWide: boolean) => HTMLElement} */
const objectsTable = (lines, isWide) => {
  const heads = ['object', 'runs', ...(isWide ? ['in'] : []), 'written in'];
  const head = element('tr', {}, ...heads.map((text) => element('th', { scope: 'col' }, text)));
  return element('table', { class: 'matrix objects' }, element('thead', {}, head), element('tbody', {}, ...lines));
};

/**
 * One row for each way in which an object runs: of many clusters, few.
 *
 * @type {(model: Model, object: import('../../../where/fleet-data.ts').FleetObject, here: readonly number[], isWide: boolean) => HTMLElement[]}
 */
const objectRows = (model, { title, runs, places }, here, isWide) => {
  const numbers = model.numbersOf(runs);
  const ways = new Map();
  for (const cluster of here) {
    const number = numbers[cluster] ?? 0;
    if (number === 0) continue;
    const place = places.find((each) => each.clusters.length === 0 || each.clusters.includes(cluster))?.place ?? '';
    const key = `${number} ${place}`;
    ways.set(key, { number, place, clusters: [...(ways.get(key)?.clusters ?? []), cluster] });
  }
  return [...ways.values()].map(({ number, place, clusters }) =>
    element(
      'tr',
      {},
      element('th', { scope: 'row' }, title),
      element('td', {}, model.data.texts[number]),
      isWide ? element('td', {}, namesOf(model, clusters)) : undefined,
      element('td', {}, place),
    ),
  );
};

/** @type {(model: Model, clusters: readonly number[]) => string} */
const namesOf = ({ data }, clusters) => {
  if (clusters.length === data.clusters.length)
    return clusters.length === 1 ? (data.clusters[0] ?? '') : 'all clusters';
  const names = clusters.slice(0, MOST_NAMES).map((cluster) => data.clusters[cluster]);
  const rest = clusters.length - names.length;
  return `${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
};
