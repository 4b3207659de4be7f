import { type Measure, median } from '../measure.ts';
import { timedProcess } from '../timed-process.ts';
import { withFiles } from '../write-files.ts';
import { type CaseOnDisk, chartSet, writeCases } from './chart-set.ts';
import { chartTimes } from './chart-times.ts';
import { cpuOf } from './cpu-of.ts';
import { helmEngine, realHelm } from './helm.ts';

/** Of what Helm has to be built for. */
export const AGAINST_HELM = 'charts, against Helm 4.2.4: CPU';
const OWN = 'charts, alone';
const ROUNDS = 20;
const RUNS = 9;

/** What is asked. */
export interface ChartGoals {
  /** Every so-manieth case is rendered. */
  readonly every: number;
  /** How many times less CPU than of a Helm process for each case. */
  readonly all: number;
  /** How many times Node's own start a small chart may take, cold. */
  readonly cold: number;
}

/**
 * Renders charts here and by Helm. CPU counts, not time, as Helm's processes use several cores.
 *
 * @returns the measures; those against Helm are left out where there is no Go to build it with
 */
export function chartMeasures(goals: ChartGoals): Promise<readonly Measure[]> {
  const helm = realHelm();
  return withFiles(new Map(), (folder) => {
    const set = chartSet(goals.every);
    const [large, small, ...all] = writeCases(folder, set, [set.large, set.small, ...set.cases]);
    if (large === undefined || small === undefined) throw new Error('no charts');
    const [own, warm] = [chartTimes('all', String(goals.every)), chartTimes('large')];
    const [first = 0] = own.seconds;
    const [render = 0] = warm.seconds;
    return [
      ...(helm === undefined ? [] : compared(helm, { large, small, all }, { first, render }, goals)),
      ...coldMeasures(small, goals.cold),
      ...keptMeasures(own, set.cases.length),
      ...growthMeasures(),
    ];
  });
}

interface OnDisk {
  readonly large: CaseOnDisk;
  readonly small: CaseOnDisk;
  readonly all: readonly CaseOnDisk[];
}

function compared(
  helm: string,
  { large, small, all }: OnDisk,
  { first, render }: { readonly first: number; readonly render: number },
  goals: ChartGoals,
): readonly Measure[] {
  const command = ({ helmArgs }: CaseOnDisk) => [helm, 'template', ...helmArgs];
  const theirs = cpuOf(all.map(command));
  const process = cpuOf(Array.from({ length: RUNS }, () => command(large))) / RUNS;
  const [release = '', , , namespace = '', , kubernetes = ''] = large.args;
  const again = timedProcess(helmEngine(), [String(ROUNDS), large.chart, large.values, release, namespace, kubernetes]);
  const engine = Number(again.output);
  const figure = (name: string, value: number): Measure => ({ group: AGAINST_HELM, name, value, unit: 'seconds' });
  const ratio = (name: string, value: number, atLeast: number): Measure => ({
    ...{ group: AGAINST_HELM, name, value, unit: 'times', goal: { atLeast } },
  });
  return [
    figure('all cases, a process of Helm each', theirs),
    figure('all cases, one process of ours', first),
    ratio('all cases: less', theirs / first, goals.all),
    figure('the largest chart, a process of Helm', process),
    figure('the largest chart, Helm’s engine, warm', engine),
    figure('the largest chart, ours, warm', render),
    ratio('the largest chart, ours warm: less than a process of Helm', process / render, 3),
    ratio('the largest chart, ours warm: less than Helm’s engine', engine / render, 1),
    figure('a small chart, a process of Helm', cpuOf(Array.from({ length: RUNS }, () => command(small))) / RUNS),
  ];
}

/** The command line, from spawn to exit, by turns with Node alone. */
function coldMeasures({ args }: CaseOnDisk, atMost: number): readonly Measure[] {
  const runs = Array.from({ length: RUNS }, () => ({
    node: cpuOf([[process.execPath, '-e', '0']]),
    ours: cpuOf([[process.execPath, 'dist/cli/main.js', 'helm', 'template', ...args]]),
  }));
  const [node, ours] = [median(runs.map((run) => run.node)), median(runs.map((run) => run.ours))];
  return [
    { group: OWN, name: 'node -e 0', value: node, unit: 'seconds' },
    { group: OWN, name: 'a small chart, cold', value: ours, unit: 'seconds' },
    { group: OWN, name: 'a small chart, cold: of node -e 0', value: ours / node, unit: 'times', goal: { atMost } },
  ];
}

function keptMeasures({ retained, megabytes }: ReturnType<typeof chartTimes>, cases: number): readonly Measure[] {
  const [first = 0, again = 0] = retained;
  return [
    { group: OWN, name: 'cases', value: cases, unit: 'count' },
    { group: OWN, name: 'kept after all cases', value: first, unit: 'MB' },
    { group: OWN, name: 'kept after all again: of that', value: again / first, unit: 'times', goal: { atMost: 1.1 } },
    { group: OWN, name: 'peak memory', value: megabytes, unit: 'MB' },
  ];
}

/** A hundred times as many; a tenfold growth over a tenfold input is in proportion. */
function growthMeasures(): readonly Measure[] {
  const [few = 0, many = 0] = chartTimes('releases').seconds;
  return [
    { group: OWN, name: '1,000 releases of a small chart', value: many, unit: 'seconds' },
    { group: OWN, name: '1,000 releases: of 10', value: many / few, unit: 'times', goal: { atMost: 150 } },
  ];
}
