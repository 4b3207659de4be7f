import type { Chart } from '../../helm/chart/chart.ts';
import { HelmError } from '../../helm/chart/helm-error.ts';
import { loadChart } from '../../helm/load/load-chart.ts';
import { MOST_BYTES } from '../../helm/load/load-limits.ts';
import { archivedFiles } from '../../helm/load/read-tar.ts';
import { mapAll } from '../../tree/objects/needs.ts';
import type { Artifact } from '../artifact/artifact.ts';
import { buildOnce, type ChartBuild, type Draft, describe } from './chart-build.ts';
import { filesBelow, readFile } from './load-directory.ts';

/**
 * Loads the chart that an artifact is, as helm-controller does: a folder in an archive, whose `.helmignore` nobody asks.
 *
 * @throws Needs where an object has not been fetched yet
 * @see fluxcd/helm-controller internal/loader SecureLoadChartFromURL
 */
export function buildOfArtifact(artifact: Artifact): ChartBuild {
  const { base, files } = artifact;
  return buildOnce(files, base, ['artifact'], (own, draft) => load({ ...artifact, files: own }, draft));
}

function load({ files, base }: Artifact, draft: Draft): Chart {
  const root = files.find(base);
  if (root.kind !== 'directory') throw new HelmError('no files in chart archive');
  const all = filesBelow(files, root);
  for (const { path, at, id, madeOf = [] } of all) {
    draft.inputs.take(path, at, id);
    for (const part of madeOf) draft.inputs.take(`part of ${path}`, part.path, part.id);
  }
  const entries = mapAll(all, (file) => ({ name: file.path, bytes: readFile(files, file).bytes }));
  const chart = loadChart(archivedFiles(entries, MOST_BYTES));
  // Paths in the archive begin with the folder that all stand in.
  const [folder = ''] = all[0]?.path.split('/') ?? [];
  const path = `${base}/${folder}`;
  const kept = files.find(path);
  draft.path = (kept.kind === 'directory' ? kept.keptIn : undefined) ?? path;
  describe(draft, chart);
  return chart;
}
