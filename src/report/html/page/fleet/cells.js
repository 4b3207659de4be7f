/** @typedef {import('./model.js').Model} Model */
/** @typedef {import('../../../where/fleet-data.ts').FleetCell} FleetCell */
/** @typedef {{ readonly kind: 'known', readonly cell: FleetCell } | { readonly kind: 'asked' } | { readonly kind: 'unknown' }} Told */
/** @typedef {(model: Model, unit: number, cluster: number) => Told} Cells */

/**
 * Tells what cells show when they are opened: what the page does not hold is asked for, once.
 *
 * @type {(heard: () => void) => Cells} `heard` is called when an answer is there
 */
export const cellsWith = (heard) => {
  /** @type {Map<string, Told>} */
  const answers = new Map();
  /** @type {Map<string, FleetCell>} What was told of another commit, until this one's is there. */
  const former = new Map();

  const ask = async (/** @type {string} */ path, /** @type {string} */ name) => {
    answers.set(path, { kind: 'asked' });
    try {
      const headers = { 'blast-radius-page': 'yes' };
      const response = await fetch(path, { headers, redirect: 'error', cache: 'no-store' });
      if (!response.ok) throw new Error(String(response.status));
      /** @type {FleetCell} */
      const cell = await response.json();
      answers.set(path, { kind: 'known', cell });
      former.set(name, cell);
    } catch {
      answers.set(path, { kind: 'unknown' });
    }
    heard();
  };

  return ({ data }, unit, cluster) => {
    const { name = '', isOwn = false, cells = {} } = data.units[unit] ?? {};
    const held = cells[cluster];
    if (held !== undefined) {
      const ways = held.ways.flatMap((number) => data.ways[number] ?? []);
      const settings = held.settings.flatMap((number) => data.settings[number] ?? []);
      return { kind: 'known', cell: { ...held, ways, settings } };
    }
    if (data.ask === '') return { kind: 'unknown' };
    const words = new URLSearchParams({ unit: isOwn ? '' : name, cluster: data.clusters[cluster] ?? '' });
    const path = `${data.ask}&${words}`;
    if (!answers.has(path)) void ask(path, String(words));
    const told = answers.get(path) ?? { kind: 'asked' };
    const known = former.get(String(words));
    return told.kind === 'asked' && known !== undefined ? { kind: 'known', cell: known } : told;
  };
};
