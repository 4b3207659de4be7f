import { element } from './element.js';

/** @typedef {import('./cells.js').Told} Told */
/** @typedef {import('../../../where/fleet-data.ts').FleetWay} FleetWay */
/** @typedef {import('../../../where/fleet-data.ts').FleetSetting} FleetSetting */

/** As few settings need no folding. */
const FEW = 6;

/**
 * What is set of a unit in a cluster, and how it gets there.
 *
 * @type {(told: Told, command: string) => Node[]}
 */
export const originsView = (told, command) => {
  if (told.kind === 'asked')
    return [element('p', { class: 'legend' }, 'What is set, and how it gets there, is being loaded…')];
  const says = (/** @type {string} */ text) => element('p', { class: 'legend' }, element('code', {}, command), text);
  if (told.kind === 'unknown') return [says(' says what is set, and how it gets there.')];
  const { ways, settings, than, more } = told.cell;
  const isMain = (/** @type {FleetSetting} */ setting) => setting.isMain || setting.before !== undefined;
  const first = settings.length <= FEW ? settings : settings.filter(isMain);
  const rest = settings.filter((setting) => !first.includes(setting));
  const folded = element(
    'details',
    {},
    element('summary', {}, rest.length === 1 ? '1 more value' : `${rest.length} more values`),
    ...tableOf(rest, than),
  );
  return [
    ...(settings.length === 0 ? [] : [element('h3', {}, 'What is set')]),
    ...tableOf(first, than),
    ...(rest.length === 0 ? [] : [folded]),
    ...(more === 0 ? [] : [says(` says the ${more} others.`)]),
    element('h3', {}, 'How it gets there'),
    ...ways.flatMap((way) => wayView(way, ways.length > 1)),
  ];
};

/** @type {(way: FleetWay, isNamed: boolean) => Node[]} */
const wayView = ({ objects, steps }, isNamed) => [
  ...(isNamed ? [element('p', { class: 'legend' }, objects)] : []),
  element(
    'ol',
    { class: 'steps' },
    ...steps.map(({ what, place }) =>
      element('li', {}, ...(what === '' ? [] : [element('b', {}, what), ' ']), element('code', {}, place)),
    ),
  ),
];

/** @type {(settings: readonly FleetSetting[], than: string) => Node[]} What is set of one object stands together. */
const tableOf = (settings, than) => {
  if (settings.length === 0) return [];
  const heads = ['setting', 'value', 'set in'].map((text) => element('th', { scope: 'col' }, text));
  const objects = [...new Set(settings.map(({ object }) => object))];
  const groups = objects.map((object) => {
    const title = element('th', { scope: 'rowgroup', colspan: heads.length }, object === '' ? 'variables' : object);
    const lines = settings.filter((setting) => setting.object === object).map((setting) => rowOf(setting, than));
    return element('tbody', {}, element('tr', { class: 'object' }, title), ...lines);
  });
  return [element('table', { class: 'settings' }, element('thead', {}, element('tr', {}, ...heads)), ...groups)];
};

/** @type {(setting: FleetSetting, than: string) => HTMLElement} */
const rowOf = ({ name, value, before, place }, than) => {
  const other = before === '' ? `not set in ${than}` : `${than}: ${before}`;
  return element(
    'tr',
    { class: before === undefined ? undefined : 'other' },
    element('th', { scope: 'row' }, name),
    element(
      'td',
      {},
      value === undefined ? element('span', { class: 'kind' }, 'not set') : element('code', {}, value),
      before === undefined ? undefined : element('div', { class: 'unsure' }, other),
    ),
    element('td', {}, value === undefined ? '' : element('code', {}, place)),
  );
};
