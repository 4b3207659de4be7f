import { decodeBytes } from '../../gotemplate/value/bytes.ts';
import { compareText } from '../../gotemplate/value/compare-text.ts';
import type { Chart, ChartFile } from '../chart/chart.ts';
import { HelmError } from '../chart/helm-error.ts';
import { IGNORE_FILE, withoutIgnored } from './ignore.ts';
import { loadChart } from './load-chart.ts';
import { MOST_FILE_BYTES } from './load-limits.ts';
import { withoutBom } from './read-tar.ts';

/**
 * @param files of a folder, in any order
 * @returns the chart in it, without what its `.helmignore` leaves out: `LoadDir` of Helm's pkg/chart/v2/loader
 * @throws HelmError
 */
export function loadFolder(files: readonly ChartFile[]): Chart {
  const rules = files.find(({ path }) => path === IGNORE_FILE);
  const kept = withoutIgnored(files, rules === undefined ? '' : decodeBytes(rules.bytes));
  for (const { path, bytes } of kept) {
    if (bytes.length <= MOST_FILE_BYTES) continue;
    throw new HelmError(`chart file ${JSON.stringify(path)} is larger than the maximum file size ${MOST_FILE_BYTES}`);
  }
  return loadChart([...kept].sort(inOrderOfWalk).map(({ path, bytes }) => ({ path, bytes: withoutBom(bytes) })));
}

/** A folder stands among the files beside it by its name. */
function inOrderOfWalk(a: ChartFile, b: ChartFile): number {
  const [left, right] = [a.path.split('/'), b.path.split('/')];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = compareText(left[i] ?? '', right[i] ?? '');
    if (order !== 0) return order;
  }
  return left.length - right.length;
}
