/**
 * Renders HelmReleases with this engine and with the Helm that helm-controller embeds, 4 and 3, and prints how they differ:
 * `npm run oracle:helm -- [count of random releases] [first seed] [--only=helm3|helm4] [--set=TEXT] [--case=TEXT]`. Ends
 * with 1 where one does, and with 0 where there is no Go to ask it with.
 */
import { helmControllerOf } from '../../../src/helm/release/helm-controller.ts';
import { hasGo } from '../../go/line-program.ts';
import { corpusCases } from './corpus-cases.ts';
import { difference } from './difference.ts';
import { OurController, type Ours } from './ours.ts';
import { deployedCases, policyCases, textCases, upgradeCases, versionCases } from './own-cases.ts';
import type { Question } from './question.ts';
import { type Asked, randomRelease } from './random-release.ts';
import { schemaCases } from './random-schema.ts';
import { openController } from './real-controller.ts';

const DATA = '../shared/helm';
const UPGRADES = 100;
const POLICIES = 30;
/** So often that one of two orders is missed once in many thousand runs. */
const MOST_ASKS = 16;

/** The newest that embeds each. */
const CONTROLLERS = [
  { name: 'helm4', version: { major: 1, minor: 6, patch: 3 } },
  { name: 'helm3', version: { major: 1, minor: 4, patch: 5 } },
] as const;

const numbers = process.argv
  .slice(2)
  .filter((each) => /^\d+$/.test(each))
  .map(Number);
const [count = 300, first = 1] = numbers;
const only = option('only');
const set = option('set') ?? '';
const wanted = option('case') ?? '';

if (hasGo()) {
  let isSame = true;
  for (const { name, version } of CONTROLLERS) {
    if (only !== undefined && only !== name) continue;
    const controller = helmControllerOf(version);
    const asked: Asked = { isNewest: controller.hasStrategies, dropsOtherCrds: controller.dropsOtherCrds };
    const sets: readonly (readonly [string, readonly Question[]])[] = [
      ['upgrades', upgradeCases(UPGRADES, asked)],
      ['policies for definitions', policyCases(POLICIES, asked)],
      ['versions of charts', versionCases(asked)],
      ['templates in values', textCases(asked)],
      ['the chart that deploys the App', deployedCases(asked)],
      ['random releases', Array.from({ length: count }, (_, index) => randomRelease(first + index, asked))],
      ['schemas of values', schemaCases(count, first, asked)],
      ['releases of real charts', corpusCases(DATA, UPGRADES, asked)],
    ];
    const real = openController(name);
    const ours = new OurController(controller);
    for (const [what, questions] of sets.filter(([each]) => each.includes(set)))
      isSame = (await compare(name, what, questions)) && isSame;
    real.close();

    async function compare(helm: string, what: string, questions: readonly Question[]): Promise<boolean> {
      const tally = { different: 0, failed: 0, random: 0 };
      const chosen = questions.filter(({ id }) => id.includes(wanted));
      for (const question of chosen) {
        const theirs = await real.ask(question);
        if (theirs.err !== undefined) tally.failed += 1;
        const own = ours.answer(question);
        const found = difference(own, theirs);
        if (found === undefined) continue;
        if (await answersAsWell(question, own)) {
          tally.random += 1;
          process.stdout.write(`RANDOM ${question.id}: Helm itself answers in more than one way, and so as well\n`);
          continue;
        }
        tally.different += 1;
        process.stdout.write(`DIFFERS ${question.id}\n  ${found}\n`);
        if (wanted !== '')
          process.stdout.write(`${JSON.stringify(question, null, 1)}\n${JSON.stringify(theirs, null, 1)}\n`);
      }
      process.stdout.write(
        `${helm}: ${what}: ${chosen.length}, ${tally.failed} of which fail alike, ${tally.random} random; ${tally.different} differ\n`,
      );
      return tally.different === 0;
    }

    /** What a chart makes of `keys` of a map comes in Go's order of maps, another one each time. */
    async function answersAsWell(question: Question, own: Ours): Promise<boolean> {
      for (let again = 0; again < MOST_ASKS; again += 1)
        if (difference(own, await real.ask(question)) === undefined) return true;
      return false;
    }
  }
  process.exitCode = isSame ? 0 : 1;
} else {
  process.stdout.write('There is no Go here, by which Helm would be built: nothing was compared.\n');
}

function option(name: string): string | undefined {
  const prefix = `--${name}=`;
  return process.argv.find((each) => each.startsWith(prefix))?.slice(prefix.length);
}
