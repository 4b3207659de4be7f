import type { Browser } from 'playwright-core';
import type { Where } from '../../src/fleet/where/where-contract.ts';
import { fleetPage } from '../../src/report/where/fleet-page.ts';
import { startBrowser } from '../../test/report/browser.ts';
import { type Measure, median } from '../measure.ts';

const GROUP = 'an interaction with the fleet page, in headless Chromium';
const RUNS = 15;

/** What somebody does, as the page's own events, and what undoes it. */
const ACTS = {
  'typing a letter of a search': ["type('unit-1')", "type('unit-12')"],
  'sorting by what differs': ["choose('drift')", "choose('name')"],
  'filtering to what differs': ['tick()', 'tick()'],
  'opening a group of clusters': ['open()', 'open()'],
  'scrolling to the other end': ['scroll(1)', 'scroll(0)'],
};

/** In the page: each act ends when the browser has drawn what came of it, and a frame more. */
const HELPERS = `
  const byId = (id) => document.getElementById(id);
  const tell = (field) => field.dispatchEvent(new Event('input', { bubbles: true }));
  const type = (text) => { byId('search').value = text; tell(byId('search')); };
  const choose = (order) => { byId('sort').value = order; tell(byId('sort')); };
  const tick = () => { const box = document.querySelector('input[name=mark]'); box.checked = !box.checked; tell(box); };
  const open = () => document.querySelector('.group')?.click();
  const scroll = (end) => byId('matrix').scrollTo(end * 1e6, end * 1e6);
  const timed = async (act) => {
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    await frame();
    const began = performance.now();
    act();
    document.body.getBoundingClientRect();
    await frame();
    await frame();
    return performance.now() - began;
  };
`;

/** @returns how long the page of 200 clusters and 300 units takes to answer, by an empty one, by turns */
export async function interactionMeasures(): Promise<readonly Measure[]> {
  const browser = await startBrowser();
  try {
    const [large, empty] = [await opened(browser, fleetOf(200, 300)), await opened(browser, fleetOf(1, 0))];
    const measures: Measure[] = [];
    for (const [name, [act, undo]] of Object.entries(ACTS)) {
      const times: { readonly large: number; readonly empty: number }[] = [];
      for (let run = 0; run < RUNS; run += 1)
        for (const script of [act, undo]) times.push({ large: await large(script), empty: await empty(script) });
      const [slow, least] = [median(times.map((each) => each.large)), median(times.map((each) => each.empty))];
      measures.push(
        { group: GROUP, name, value: slow / 1000, unit: 'seconds' },
        { group: GROUP, name: `${name}: of an empty page`, value: slow / least, unit: 'times', goal: { atMost: 4 } },
      );
    }
    return measures;
  } finally {
    await browser.close();
  }
}

/** @returns what does something in the page, and tells how many milliseconds that took */
async function opened(browser: Browser, where: Where): Promise<(script: string | undefined) => Promise<number>> {
  const page = await browser.newPage({ viewport: { width: 1200, height: 900 } });
  await page.setContent(fleetPage(where));
  return async (script) => {
    const milliseconds: unknown = await page.evaluate(`(async () => {${HELPERS} return timed(() => ${script}); })()`);
    return Number(milliseconds);
  };
}

function fleetOf(clusterCount: number, unitCount: number): Where {
  const regions = ['dev-eu', 'prod-eu', 'prod-us', 'prod-ap'];
  const clusters = Array.from(
    { length: clusterCount },
    (_, index) => `${regions[Math.floor((index * regions.length) / clusterCount)]}-${index}`,
  );
  const units = Array.from({ length: unitCount }, (_, index) => ({
    ...{ unit: `unit-${index}`, directories: [`apps/unit-${index}`], clusters, drift: index % 7 === 0 },
    runs: clusters.map((cluster, at) => ({
      ...{ cluster, versions: [{ of: 'chart', version: `1.${at % 3}.0` }], suspended: false, variant: 1, objects: 1 },
    })),
  }));
  const found = clusters.map((name) => ({ name, path: `clusters/${name}`, problems: [], external: 0 }));
  return { schema: 1, clusters: found, units, objects: [] };
}
