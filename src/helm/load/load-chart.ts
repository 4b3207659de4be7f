import { decodeBytes } from '../../gotemplate/value/bytes.ts';
import { compareText } from '../../gotemplate/value/compare-text.ts';
import { GoMap } from '../../gotemplate/value/value.ts';
import type { Chart, ChartFile } from '../chart/chart.ts';
import { HelmError } from '../chart/helm-error.ts';
import { type Metadata, NO_METADATA } from '../chart/metadata.ts';
import { readValues } from '../values/read-values.ts';
import { checkMetadata } from './check-metadata.ts';
import { readMetadata } from './read-metadata.ts';

/** Unpacks an archive: decompressing is not for the core. @throws HelmError */
export type Unpack = (archive: Uint8Array) => readonly ChartFile[];

/** Helm has no limit; a chart within a chart within a chart is the most that is seen. */
const MOST_CHARTS_WITHIN = 32;

/**
 * @param files of the chart in the order of its archive, or of a walk through its folder
 * @returns the chart, with those below `charts/`: `LoadFiles` of Helm's pkg/chart/v2/loader
 * @throws HelmError
 */
export function loadChart(files: readonly ChartFile[], unpack: Unpack, depth = 0): Chart {
  if (depth > MOST_CHARTS_WITHIN) throw new HelmError(`charts are nested more than ${MOST_CHARTS_WITHIN} deep`);
  const metadata = loadMetadata(files);
  const parts = new Parts();
  for (const file of files) parts.add(file, metadata.apiVersion);
  const checked = checkMetadata(metadata);
  return {
    metadata: checked,
    values: parts.values,
    valuesFile: parts.valuesFile,
    templates: parts.templates,
    files: parts.files,
    schema: parts.schema,
    dependencies: loadSubcharts(parts.subcharts, checked.name, unpack, depth),
  };
}

function loadMetadata(files: readonly ChartFile[]): Metadata {
  let metadata: Metadata | undefined;
  const textOf = (path: string): string[] =>
    files.filter((file) => file.path === path).map(({ bytes }) => decodeBytes(bytes));
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

  add(file: ChartFile, apiVersion: string): void {
    const { path, bytes } = file;
    if (path === 'Chart.yaml' || path === 'Chart.lock') return;
    if (path === 'values.yaml') {
      this.values = within('values.yaml', () => readValues(decodeBytes(bytes)));
      this.valuesFile = file;
    } else if (path === 'values.schema.json') {
      this.schema = bytes;
    } else if (path === 'requirements.yaml' || path === 'requirements.lock') {
      if (apiVersion === 'v1') this.files.push(file);
    } else if (path.startsWith('templates/')) {
      this.templates.push(file);
    } else if (path.startsWith('charts/') && !path.endsWith('.prov')) {
      const inner = path.slice('charts/'.length);
      const [name = ''] = inner.split('/', 1);
      const known = this.subcharts.get(name) ?? [];
      known.push({ path: inner, bytes });
      this.subcharts.set(name, known);
    } else {
      this.files.push(file);
    }
  }
}

/** In the order of their names, which Go leaves to chance. */
function loadSubcharts(
  subcharts: ReadonlyMap<string, readonly ChartFile[]>,
  parent: string,
  unpack: Unpack,
  depth: number,
): readonly Chart[] {
  return [...subcharts]
    .filter(([name]) => !/^[_.]/.test(name))
    .sort(([a], [b]) => compareText(a, b))
    .map(([name, files]) => {
      try {
        return loadChart(filesOf(name, files, unpack, parent), unpack, depth + 1);
      } catch (error) {
        if (!(error instanceof HelmError)) throw error;
        throw new HelmError(`error unpacking subchart ${name} in ${parent}: ${error.message}`);
      }
    });
}

function filesOf(name: string, files: readonly ChartFile[], unpack: Unpack, parent: string): readonly ChartFile[] {
  const [first] = files;
  if (name.endsWith('.tgz') && first !== undefined) {
    if (first.path === name) return unpack(first.bytes);
    throw new HelmError(`error unpacking subchart tar in ${parent}: expected ${name}, got ${first.path}`);
  }
  return files
    .filter(({ path }) => path.includes('/'))
    .map(({ path, bytes }) => ({ path: path.slice(path.indexOf('/') + 1), bytes }));
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
