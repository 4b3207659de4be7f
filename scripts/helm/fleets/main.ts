/**
 * Renders real fleets on both sides of a change and holds every object of every release to what helm-controller 1.6.3 makes
 * of it, or 1.4.5 where the cluster runs one with Helm 3: `npm run oracle:fleets -- FOLDER [--only=NAME] [-v]`, where the
 * folder holds bundles of Git. Charts that are beside the project stand in the place of all others, and are fetched from
 * servers of this machine by HTTP and from registries. Ends with 1 where an object differs, and with 0 where there is no Go.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { defaultConfig } from '../../../src/config/default-config.ts';
import { renderFleet } from '../../../src/fleet/render/render-fleet.ts';
import { asResolution, gitDirectoriesOf } from '../../../src/sources/contract/source-ref.ts';
import { plainFiles } from '../../../src/tree/files/plain-files.ts';
import { driveWithSources } from '../../../src/tree/objects/drive.ts';
import type { SourceRef } from '../../../src/tree/sources/source-ref.ts';
import { SourceTable } from '../../../src/tree/sources/source-table.ts';
import { hasGo } from '../../go/line-program.ts';
import { unpackCharts } from '../oracle/corpus-cases.ts';
import { openController, type RealController } from '../oracle/real-controller.ts';
import { differencesOf } from './compare-root.ts';
import { type FleetChange, firstChange } from './fleet-change.ts';
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
    const served = await ServedCharts.start(DATA);
    const change = firstChange(join(folder, bundle), bundle.replace(BUNDLE, ''));
    isSame = (await compare(change, served, charts, real)) && isSame;
    await change.close();
    await served.close();
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
  const tally = { compared: 0, objects: 0, failed: 0, mayFail: 0, installed: 0, different: 0, left: 0 };
  for (const { cluster, before, after } of await inventoriesOf(change, served)) {
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
        const upgraded = await controllers[by].ask(question);
        // A chart that is upgraded asks the cluster for what it stored there, which is why reviews tell it of an install.
        const asksCluster = upgraded.err !== undefined && root.problems.length === 0;
        const answer = asksCluster ? await controllers[by].ask({ ...question, revision: 1 }) : upgraded;
        if (asksCluster) tally.installed += 1;
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
  const { compared, objects, failed, mayFail, installed, different, left } = tally;
  process.stdout.write(
    `${change.name}: ${compared} releases, ${failed} of which fail alike, ${mayFail} may fail here and ${installed} are installed, as their upgrade asks the cluster, ${objects} objects; ${left} left out; ${different} differ\n`,
  );
  const { http, oci } = served.requests;
  process.stdout.write(`  fetched by ${http} requests to a repository of charts and ${oci} to registries\n`);
  for (const each of isVerbose ? [...served.instead].sort() : []) process.stdout.write(`  in place of ${each}\n`);
  return different === 0;
}

/** Whatever the sides ask for is fetched, until nothing is missing. */
async function inventoriesOf({ repository, before, after }: FleetChange, served: ServedCharts) {
  const session = repository.session();
  const was = await repository.tree(before, session);
  const is = await repository.tree(after, session);
  const resolve = async (needed: ReadonlyMap<string, SourceRef>) => {
    const answers = await served.resolve(needed);
    await repository.readAlso(gitDirectoriesOf(answers.values()));
    return new Map([...answers].map(([key, each]) => [key, asResolution(each)]));
  };
  const { result } = await driveWithSources({ fetch: session.fetch, resolve }, new SourceTable(), (sources) => {
    const files = [was, is].map((tree) => plainFiles({ ...tree, sources }, { symlinks: 'absent' }));
    const [first, second] = files;
    return first === undefined || second === undefined
      ? []
      : renderFleet({ before: first, after: second }, defaultConfig);
  });
  return result;
}
