import type { Chart, ChartFile } from '../../src/helm/chart/chart.ts';
import { loadFolder } from '../../src/helm/load/load-folder.ts';
import { readCharts } from './chart-case.ts';

/** The charts of a folder, each loaded once. */
export class LoadedCharts {
  readonly #files: ReadonlyMap<string, readonly ChartFile[]>;
  readonly #charts = new Map<string, Chart>();

  constructor(folder: string) {
    this.#files = readCharts(folder);
  }

  load(name: string): Chart {
    const chart = this.#charts.get(name) ?? loadFolder(this.#files.get(name) ?? []);
    this.#charts.set(name, chart);
    return chart;
  }
}
