/**
 * Promotes every unit of real fleets to every cluster that lacks it, has the real kustomize check every patch, and prints
 * the reasons why there is none: `npm run promotions -- FOLDER… [--only=NAME] [--most=60] [--seed=1] [-v]`. The folders
 * hold git bundles. Ends with 1 where a patch is wrong.
 */
import { type RealFleet, realFleets } from './fleets.ts';
import { Tally } from './tally.ts';
import { trialsIn } from './trials.ts';
import { openedFleet, tryPromotion } from './try-promotion.ts';

const arguments_ = process.argv.slice(2);
const option = (name: string) => arguments_.find((each) => each.startsWith(`--${name}=`))?.slice(name.length + 3);
const named = arguments_.filter((each) => !each.startsWith('-'));
const folders = named.length > 0 ? named : (process.env.PROMOTIONS ?? '').split(':').filter((each) => each !== '');
const tally = new Tally(arguments_.includes('-v'));
for (const real of realFleets(folders, option('only') ?? '')) tryAll(real);
tally.print();
process.exitCode = tally.wrong === 0 && tally.tried > 0 ? 0 : 1;

function tryAll(real: RealFleet): void {
  const opened = openedFleet(real);
  for (const trial of trialsIn(opened.fleet, Number(option('seed') ?? 1), Number(option('most') ?? 60))) {
    try {
      const { how, faults, more } = tryPromotion(opened, trial);
      tally.add(real.name, trial, how, faults, more);
    } catch (error) {
      tally.add(real.name, trial, 'THROWN', [error instanceof Error ? (error.stack ?? error.message) : String(error)]);
    }
  }
  tally.endFleet(real.name);
}
