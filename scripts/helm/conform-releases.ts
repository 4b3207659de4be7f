import { randomBytes } from 'node:crypto';
import { Time } from '../../src/gotemplate/functions/dates/time.ts';
import type { Outside } from '../../src/gotemplate/functions/outside.ts';
import { clusterOf, readKubeVersion } from '../../src/helm/objects/capabilities.ts';
import { helmControllerOf } from '../../src/helm/release/helm-controller.ts';
import { type RenderedRelease, renderRelease } from '../../src/helm/render-release.ts';
import { readValues } from '../../src/helm/values/read-values.ts';
import { type ChartCase, type ReleaseCase, readChartCases, readReleaseCases } from './chart-case.ts';
import { compareController } from './compare-controller.ts';
import { LoadedCharts } from './loaded-charts.ts';
import { isTold, releaseOfCase } from './release-of-case.ts';

/** By which the cases were made. */
const CONTROLLER = helmControllerOf({ major: 1, minor: 6, patch: 0 });

/**
 * Renders the releases of a folder and prints how many become what helm-controller makes of them, and which were not
 * compared, as the folder does not tell all that they were made of.
 *
 * @param wanted part of the names of the cases to run
 * @returns whether all do
 */
export function conformReleases(folder: string, wanted: string): boolean {
  const charts = new LoadedCharts(folder);
  const inputs = new Map((readChartCases(folder) ?? []).map((each) => [each.id, each]));
  const all = (readReleaseCases(folder) ?? []).filter(({ id }) => id.includes(wanted));
  const cases = all.filter(isTold);
  let spent = 0;
  const different = cases.filter((each) => {
    const input = inputs.get(each.id);
    if (input === undefined) throw new Error(`no chart case is called ${each.id}`);
    const start = performance.now();
    const first = render(charts, input, each, outsideAt(0));
    spent += performance.now() - start;
    const isChance = first.problems.length === 0 && !input.deterministic;
    const second = isChance ? render(charts, input, each, outsideAt(86_400 * 365)) : first;
    const difference = compareController([first, second], each);
    if (difference !== undefined) process.stdout.write(`FAILED ${each.id}\n  ${difference}\n`);
    return difference !== undefined;
  });
  const passed = cases.length - different.length;
  process.stdout.write(
    `${passed} of ${all.length} releases become what helm-controller makes of them, in ${Math.round(spent)} ms\n`,
  );
  for (const { id } of all.filter((each) => !isTold(each))) {
    process.stdout.write(`NOT COMPARED ${id}: its post-renderers are not in the data\n`);
  }
  return different.length === 0;
}

function outsideAt(later: number): Outside {
  return {
    now: () => new Time(Math.floor(Date.now() / 1000) + later),
    random: (bytes: number) => randomBytes(bytes),
  };
}

function render(charts: LoadedCharts, each: ChartCase, released: ReleaseCase, outside: Outside): RenderedRelease {
  return renderRelease({
    release: releaseOfCase(each, released),
    chart: charts.load(each.chart),
    values: readValues(each.values),
    cluster: clusterOf(readKubeVersion(each.kubeVersion), each.apiVersions),
    action: { kind: 'install' },
    controller: CONTROLLER,
    outside,
  });
}
