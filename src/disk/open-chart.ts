import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Chart, ChartFile } from '../helm/chart/chart.ts';
import { HelmError } from '../helm/chart/helm-error.ts';
import { IGNORE_FILE, readIgnoreRules } from '../helm/load/ignore.ts';
import { loadChart } from '../helm/load/load-chart.ts';
import { loadFolder } from '../helm/load/load-folder.ts';
import { MOST_BYTES, MOST_FILE_BYTES, MOST_FILES } from '../helm/load/load-limits.ts';
import { unpackChart } from '../helm/load/unpack-chart.ts';

const MOST_FOLDERS_WITHIN = 64;

/**
 * @param path a folder, whose symbolic links are followed, or an archive
 * @returns the chart there
 * @throws HelmError
 */
export function openChart(path: string): Chart {
  if (!existsSync(path)) throw new HelmError(`path ${JSON.stringify(path)} not found`);
  if (statSync(path).isDirectory()) return loadFolder(readFolder(path));
  return loadChart(unpackChart(readFileSync(path)));
}

/** Without what is ignored, as that may be much. */
function readFolder(root: string): readonly ChartFile[] {
  const rules = join(root, IGNORE_FILE);
  const ignores = readIgnoreRules(existsSync(rules) ? readFileSync(rules, 'utf8') : '');
  const files: ChartFile[] = [];
  let left = MOST_BYTES;
  const walk = (folder: string, within: readonly string[]): void => {
    const real = realpathSync(join(root, folder));
    if (within.includes(real) || within.length > MOST_FOLDERS_WITHIN) {
      throw new HelmError(`the folder ${folder} leads into itself`);
    }
    for (const name of readdirSync(real)) {
      const path = folder === '' ? name : `${folder}/${name}`;
      const status = statSync(join(root, path));
      if (ignores(path, status.isDirectory())) continue;
      if (status.isDirectory()) walk(path, [...within, real]);
      else {
        left -= status.size;
        if (left < 0) throw new HelmError(`the files of the chart are larger than the maximum size ${MOST_BYTES}`);
        if (files.length >= MOST_FILES) throw new HelmError(`the chart holds more than ${MOST_FILES} files`);
        files.push({ path, bytes: readRegular(join(root, path), path, status) });
      }
    }
  };
  walk('', []);
  return files;
}

function readRegular(file: string, path: string, status: ReturnType<typeof statSync>): Uint8Array {
  if (status?.isFile() !== true) {
    throw new HelmError(`cannot load irregular file ${path} as it has file mode type bits set`);
  }
  if (status.size > MOST_FILE_BYTES) {
    throw new HelmError(`chart file ${JSON.stringify(path)} is larger than the maximum file size ${MOST_FILE_BYTES}`);
  }
  return readFileSync(file);
}
