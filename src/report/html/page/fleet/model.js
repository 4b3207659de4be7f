/** @typedef {import('../../../where/fleet-data.ts').FleetData} FleetData */
/** @typedef {import('../../../where/fleet-data.ts').FleetUnit} FleetUnit */
/** @typedef {import('../../../where/fleet-data.ts').FleetPull} FleetPull */
/** @typedef {import('../../../where/fleet-data.ts').FleetPullCell} FleetPullCell */

/** @typedef {{ pull: FleetPull, cell: FleetPullCell }} Mark What a pull request does in a cell. */
/** @typedef {{ name: string, clusters: readonly number[], group: number | undefined, isOpen: boolean }} Column One cluster, or a group that is closed. */
/** @typedef {ReturnType<typeof modelOf>} Model */

/**
 * What is drawn, with what is asked of it time and again kept.
 *
 * @param {FleetData} data
 */
export const modelOf = (data) => {
  /** @type {Map<readonly number[], number[]>} */
  const spread = new Map();
  /** @type {(runs: readonly number[]) => number[]} The text of each cluster. */
  const numbersOf = (runs) => {
    const known = spread.get(runs);
    if (known !== undefined) return known;
    /** @type {number[]} */
    const numbers = [];
    for (let at = 0; at < runs.length; at += 2)
      for (let left = runs[at] ?? 0; left > 0; left -= 1) numbers.push(runs[at + 1] ?? 0);
    spread.set(runs, numbers);
    return numbers;
  };

  /** @type {Map<number, Map<number, Mark[]>>} */
  const marks = new Map();
  for (const pull of data.pulls)
    for (const cell of pull.cells) {
      const ofUnit = marks.get(cell.unit) ?? new Map();
      marks.set(cell.unit, ofUnit);
      for (const cluster of cell.clusters) ofUnit.set(cluster, [...(ofUnit.get(cluster) ?? []), { pull, cell }]);
    }

  /** @type {(unit: number, clusters: readonly number[]) => Mark[]} Those of some clusters, each pull request once. */
  const marksIn = (unit, clusters) => {
    const ofUnit = marks.get(unit);
    if (ofUnit === undefined) return [];
    const all = clusters.flatMap((cluster) => ofUnit.get(cluster) ?? []);
    return [...new Map(all.map((mark) => [mark.pull.number, mark])).values()];
  };

  const texts = data.units.map(({ name, from, drift, runs, objects }, unit) => {
    const cells = [runs, ...objects.map((object) => object.runs)].flatMap((each) => [...new Set(numbersOf(each))]);
    const pulls = data.pulls.filter(({ cells: own }) => own.some((cell) => cell.unit === unit));
    return [
      ...[name, from, ...drift],
      ...[...new Set(cells)].map((number) => data.texts[number]),
      ...objects.flatMap(({ title, places }) => [title, ...places.map(({ place }) => place)]),
      ...pulls.map(({ number, title }) => `#${number} ${title}`),
    ]
      .join(' ')
      .toLowerCase();
  });

  /** @type {(unit: number) => Record<string, boolean>} What filters ask for. */
  const traitsOf = (unit) => {
    const { drift = [], isSuspended = false, runs = [] } = data.units[unit] ?? {};
    return {
      differs: drift.length > 0,
      suspended: isSuspended,
      missing: numbersOf(runs).includes(0),
      changing: marks.has(unit),
    };
  };

  /** @type {(column: Column, unit: number) => string} What a column says of a unit: of several clusters, how many say what. */
  const textIn = ({ clusters }, unit) => {
    const numbers = numbersOf(data.units[unit]?.runs ?? []);
    const counts = new Map();
    for (const cluster of clusters) {
      const number = numbers[cluster] ?? 0;
      if (number !== 0) counts.set(number, (counts.get(number) ?? 0) + 1);
    }
    const [only, ...others] = [...counts];
    if (only === undefined) return data.texts[0] ?? '';
    if (others.length > 0) return `${counts.size} kinds`;
    const [number, count] = only;
    return count === clusters.length ? (data.texts[number] ?? '') : `${data.texts[number]} in ${count}`;
  };

  /** @type {(open: ReadonlySet<string>, chosen: readonly string[]) => Column[]} Those of what is chosen; of nothing, all. */
  const columnsOf = (open, chosen) => {
    /** @type {(cluster: number, group?: number) => Column} */
    const single = (cluster, group) => {
      return { name: data.clusters[cluster] ?? '', clusters: [cluster], group, isOpen: group !== undefined };
    };
    if (data.groups.length === 0)
      return data.clusters.map((_, index) => single(index)).filter(({ name }) => isChosen(name, chosen));
    return data.groups.flatMap(({ name, clusters }, group) => {
      if (!isChosen(name, chosen)) return [];
      if (open.has(name)) return clusters.map((cluster) => single(cluster, group));
      const [first, ...others] = clusters;
      if (first !== undefined && others.length === 0) return [single(first)];
      return [{ name, clusters, group, isOpen: false }];
    });
  };

  return {
    data,
    numbersOf,
    marksIn,
    traitsOf,
    textIn,
    columnsOf,
    searched: (/** @type {number} */ unit) => texts[unit] ?? '',
  };
};

/** @type {(name: string, chosen: readonly string[]) => boolean} */
const isChosen = (name, chosen) => chosen.length === 0 || chosen.includes(name);
