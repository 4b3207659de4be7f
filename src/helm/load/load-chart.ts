import { compareText } from '../../gotemplate/value/compare-text.ts';
import { GoMap } from '../../gotemplate/value/value.ts';
import type { Chart, ChartFile } from '../chart/chart.ts';
import { HelmError } from '../chart/helm-error.ts';
import { type Dependency, type Metadata, NO_METADATA } from '../chart/metadata.ts';
import { readValues } from '../values/read-values.ts';
import { checkMetadata } from './check-metadata.ts';
import { LoadLimits } from './load-limits.ts';
import { readLock, readMetadata } from './read-metadata.ts';
import { unpackChart } from './unpack-chart.ts';

/** Helm has no limit; a chart within a chart within a chart is the most that is seen. */
const MOST_CHARTS_WITHIN = 32;

/**
 * @param files of the chart in the order of its archive, or of a walk through its folder
 * @returns the chart, with those below `charts/`: `LoadFiles` of Helm's pkg/chart/v2/loader
 * @throws HelmError
 */
export function loadChart(files: readonly ChartFile[]): Chart {
  const limits = new LoadLimits();
  limits.takeFiles(files);
  return load(files, { limits, depth: 0 });
}

/** What a chart is loaded with. */
interface Loading {
  readonly limits: LoadLimits;
  /** How many charts it is in. */
  readonly depth: number;
}

function load(files: readonly ChartFile[], loading: Loading): Chart {
  const { limits, depth } = loading;
  if (depth > MOST_CHARTS_WITHIN) throw new HelmError(`charts are nested more than ${MOST_CHARTS_WITHIN} deep`);
  limits.takeChart();
  const metadata = loadMetadata(files, limits);
  const parts = new Parts(limits);
  for (const file of files) parts.add(file, metadata.apiVersion);
  const checked = checkMetadata(metadata);
  return {
    metadata: checked,
    values: parts.values,
    valuesFile: parts.valuesFile,
    templates: parts.templates,
    files: parts.files,
    schema: parts.schema,
    ...(parts.lock === undefined ? {} : { lock: parts.lock }),
    dependencies: loadSubcharts(parts.subcharts, checked.name, loading),
  };
}

function loadMetadata(files: readonly ChartFile[], limits: LoadLimits): Metadata {
  let metadata: Metadata | undefined;
  const textOf = (path: string): string[] =>
    files.filter((file) => file.path === path).map((file) => limits.readMetadata(file));
  for (const text of textOf('Chart.yaml')) {
    metadata = within('Chart.yaml', () => readMetadata(text, metadata ?? NO_METADATA));
    if (metadata.apiVersion === '') metadata = { ...metadata, apiVersion: 'v1' };
  }
  for (const text of textOf('requirements.yaml')) {
    metadata = within('requirements.yaml', () => readMetadata(text, metadata ?? NO_METADATA));
  }
  if (metadata === undefined) throw new HelmError('Chart.yaml file is missing');
  return metadata;
}

/** What the files of a chart are to it. */
class Parts {
  readonly templates: ChartFile[] = [];
  readonly files: ChartFile[] = [];
  readonly subcharts = new Map<string, ChartFile[]>();
  values = new GoMap();
  valuesFile: ChartFile | undefined;
  schema: Uint8Array | undefined;
  lock: readonly Dependency[] | undefined;
  readonly #limits: LoadLimits;

  constructor(limits: LoadLimits) {
    this.#limits = limits;
  }

  add(file: ChartFile, apiVersion: string): void {
    const { path, bytes } = file;
    if (path === 'Chart.yaml') return;
    if (path === 'Chart.lock' || path === 'requirements.lock') {
      this.lock = within(path, () => readLock(this.#limits.readMetadata(file)));
    }
    if (path === 'Chart.lock') return;
    if (path === 'values.yaml') {
      this.values = within('values.yaml', () => readValues(this.#limits.read(file)));
      this.valuesFile = file;
    } else if (path === 'values.schema.json') {
      this.#limits.read(file);
      this.schema = bytes;
    } else if (path === 'requirements.yaml' || path === 'requirements.lock') {
      if (apiVersion === 'v1') this.files.push(file);
    } else if (path.startsWith('templates/')) {
      this.#limits.takeRead(file);
      this.templates.push(file);
    } else if (path.startsWith('charts/') && !path.endsWith('.prov')) {
      const inner = path.slice('charts/'.length);
      const [name = ''] = inner.split('/', 1);
      const known = this.subcharts.get(name) ?? [];
      known.push({ path: inner, bytes });
      this.subcharts.set(name, known);
    } else {
      if (path.startsWith('crds/')) this.#limits.takeRead(file);
      this.files.push(file);
    }
  }
}

/** In the order of their names, which Go leaves to chance. */
function loadSubcharts(
  subcharts: ReadonlyMap<string, readonly ChartFile[]>,
  parent: string,
  loading: Loading,
): readonly Chart[] {
  return [...subcharts]
    .filter(([name]) => !/^[_.]/.test(name))
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, files]) => {
      try {
        return load(filesOf(name, files, loading, parent), { ...loading, depth: loading.depth + 1 });
      } catch (error) {
        if (!(error instanceof HelmError)) throw error;
        throw new HelmError(`error unpacking subchart ${name} in ${parent}: ${error.message}`);
      }
    });
}

function filesOf(name: string, files: readonly ChartFile[], { limits }: Loading, parent: string): readonly ChartFile[] {
  const [first] = files;
  if (name.endsWith('.tgz') && first !== undefined) {
    if (first.path === name) return unpacked(first.bytes, limits);
    throw new HelmError(`error unpacking subchart tar in ${parent}: expected ${name}, got ${first.path}`);
  }
  return files
    .filter(({ path }) => path.includes('/'))
    .map(({ path, bytes }) => ({ path: path.slice(path.indexOf('/') + 1), bytes }));
}

function unpacked(archive: Uint8Array, limits: LoadLimits): readonly ChartFile[] {
  const files = unpackChart(archive, limits.bytesLeft);
  limits.takeFiles(files);
  return files;
}

function within<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.message.startsWith('validation: ')) throw error;
    throw new HelmError(`cannot load ${file}: ${error.message}`);
  }
}
