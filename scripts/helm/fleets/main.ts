/**
 * Renders real fleets on both sides of a change, with charts that are beside the project in the place of all others, and
 * holds every object of every release to what helm-controller 1.6.3 or, where the cluster runs one with Helm 3, 1.4.5 makes of
 * it: `npm run oracle:fleets -- FOLDER
 * [--only=NAME] [-v]`, where the folder holds bundles of Git. Ends with 1 where one differs, and with 0 where there is no Go.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { defaultConfig } from '../../../src/config/default-config.ts';
import { renderFleet } from '../../../src/fleet/render/render-fleet.ts';
import { plainFiles } from '../../../src/tree/files/plain-files.ts';
import { Needs } from '../../../src/tree/objects/needs.ts';
import { type Elsewhere, treeWithSources } from '../../../test/tree/tree-with-sources.ts';
import { hasGo } from '../../go/line-program.ts';
import { unpackCharts } from '../oracle/corpus-cases.ts';
import { openController, type RealController } from '../oracle/real-controller.ts';
import { differencesOf } from './compare-root.ts';
import { type FleetChange, firstChange } from './fleet-files.ts';
import { type Released, releasedIn } from './released.ts';
import { ServedCharts } from './served-charts.ts';

const DATA = '../shared/helm';
const MOST_SHOWN = 5;
const BUNDLE = /\.bundle$/;
const [folder = '../shared/fleets', ...options] = process.argv.slice(2);
const only = options.find((each) => each.startsWith('--only='))?.slice('--only='.length) ?? '';
const isVerbose = options.includes('-v');

type Controllers = Readonly<Record<Released['by'], RealController>>;

if (hasGo()) {
  const charts = unpackCharts(DATA);
  const real: Controllers = { helm3: openController('helm3'), helm4: openController('helm4') };
  let isSame = true;
  for (const bundle of readdirSync(folder)
    .filter((name) => BUNDLE.test(name) && name.includes(only))
    .sort()) {
    const served = new ServedCharts(DATA);
    isSame =
      (await compare(firstChange(join(folder, bundle), bundle.replace(BUNDLE, '')), served, charts, real)) && isSame;
  }
  for (const each of Object.values(real)) each.close();
  process.exitCode = isSame ? 0 : 1;
} else {
  process.stdout.write('There is no Go here, by which Helm would be built: nothing was compared.\n');
}

async function compare(
  change: FleetChange,
  served: ServedCharts,
  charts: string,
  controllers: Controllers,
): Promise<boolean> {
  const tally = { compared: 0, objects: 0, failed: 0, mayFail: 0, different: 0, left: 0 };
  for (const { cluster, before, after } of inventoriesOf(change, served)) {
    for (const [side, inventory] of Object.entries({ before, after })) {
      if (inventory === undefined) continue;
      const known = { folderOf: (key: string) => served.folderOf(key), charts };
      for (const { root, asked: question, by } of releasedIn(inventory, known)) {
        const title = `${change.name} ${side} ${cluster.name} ${root.name}`;
        if (typeof question === 'string') {
          tally.left += 1;
          if (isVerbose) process.stdout.write(`LEFT ${title}: ${question}\n`);
          continue;
        }
        const answer = await controllers[by].ask(question);
        // A schema that refers to what is elsewhere is not held to here, and Helm has no network.
        if (answer.err?.includes('failing loading "http') === true) {
          tally.left += 1;
          continue;
        }
        tally.compared += 1;
        tally.objects += root.resources.length;
        // What hangs on the cluster, such as a password in it, stops Helm where there is none.
        const hangsOnCluster =
          answer.err !== undefined && root.problems.length === 0 && root.release?.isWhole === false;
        if (hangsOnCluster) tally.mayFail += 1;
        else if (answer.err !== undefined) tally.failed += 1;
        if (answer.err !== undefined && isVerbose) process.stdout.write(`FAILS ${title}: ${answer.err}\n`);
        const found = hangsOnCluster ? [] : differencesOf(root, answer);
        if (found.length === 0) continue;
        tally.different += 1;
        process.stdout.write(
          `DIFFERS ${title}\n${found
            .slice(0, MOST_SHOWN)
            .map((each) => `  ${each}\n`)
            .join('')}`,
        );
      }
    }
  }
  const { compared, objects, failed, mayFail, different, left } = tally;
  process.stdout.write(
    `${change.name}: ${compared} releases, ${failed} of which fail alike and ${mayFail} may fail here, ${objects} objects; ${left} left out; ${different} differ\n`,
  );
  for (const each of isVerbose ? [...served.instead].sort() : []) process.stdout.write(`  in place of ${each}\n`);
  return different === 0;
}

/** Whatever a side asks for is resolved, until nothing is missing. */
function inventoriesOf({ before, after }: FleetChange, served: ServedCharts): ReturnType<typeof renderFleet> {
  const table: Record<string, Elsewhere> = {};
  for (;;) {
    const [was, is] = [before, after].map((files) => plainFiles(treeWithSources(files, table), { symlinks: 'absent' }));
    try {
      return was === undefined || is === undefined ? [] : renderFleet({ before: was, after: is }, defaultConfig);
    } catch (error) {
      if (!(error instanceof Needs) || error.sources.size === 0) throw error;
      for (const [key, source] of error.sources) table[key] = served.resolve(source);
    }
  }
}
