import type { TemplateFile } from '../../gotemplate/engine/engine.ts';
import { decodeBytes } from '../../gotemplate/value/bytes.ts';
import { compareText } from '../../gotemplate/value/compare-text.ts';
import { GoMap, type GoObject } from '../../gotemplate/value/value.ts';
import { onceEach } from '../../memo/by-value.ts';
import { type Chart, type ChartFile, isLibrary } from '../chart/chart.ts';
import type { HelmVersion } from '../chart/helm-version.ts';
import { chartObject } from '../objects/chart-object.ts';
import { filesObject } from '../objects/files.ts';
import { tableAt, VALUES } from '../values/table.ts';

/** A template with the dot that it is given. */
export interface ChartTemplate {
  /** Within the root chart: `app/charts/db/templates/service.yaml`. */
  readonly path: string;
  /** Known by that path, and the same each time that a chart is rendered. */
  readonly file: TemplateFile;
  readonly dot: GoMap;
  /** The folder of the chart's templates. */
  readonly basePath: string;
}

/** What all charts of a release see. */
export interface Shared {
  readonly release: GoMap;
  readonly capabilities: GoObject;
  readonly helm: HelmVersion;
}

/**
 * @param values of the root chart, with those of the charts in it
 * @returns all templates in the order in which Helm parses and runs them, the deepest first and from the last name to
 * the first: of two that define the same name the later one counts: `allTemplates` and `sortTemplates` of Helm's
 * pkg/engine
 */
export function templatesOf(chart: Chart, values: GoMap, shared: Shared): readonly ChartTemplate[] {
  const templates: ChartTemplate[] = [];
  const { name } = chart.metadata;
  collect(chart, { path: name, below: name, isRoot: true }, values.as(VALUES), shared, templates);
  const found = new Map(templates.map((template) => [template.path, template]));
  const depths = new Map([...found.keys()].map((path) => [path, depthOf(path)]));
  const depth = ({ path }: ChartTemplate): number => depths.get(path) ?? 0;
  return [...found.values()].sort((a, b) => depth(b) - depth(a) || compareText(b.path, a.path));
}

/** Where a chart stands within its root, and below what the charts in it do. */
interface Standing {
  readonly path: string;
  readonly below: string;
  readonly isRoot: boolean;
}

/** @returns the chart's own dot, which its parent's templates see as `.Subcharts.name` */
function collect(
  chart: Chart,
  { path, below, isRoot }: Standing,
  values: GoMap,
  shared: Shared,
  templates: ChartTemplate[],
): GoMap {
  const subcharts = new GoMap();
  const dot = new GoMap([
    ['Chart', chartObject(chart.metadata, isRoot, shared.helm)],
    ['Files', filesObject(chart.files)],
    ['Release', shared.release],
    ['Capabilities', shared.capabilities],
    ['Values', values],
    ['Subcharts', subcharts],
  ]);
  for (const subchart of chart.dependencies) {
    const { name } = subchart.metadata;
    const own = tableAt(values, name)?.as(VALUES) ?? new GoMap([], VALUES);
    const holder = holderOf(subchart, shared.helm);
    const standing = { path: `${below}/charts/${name}`, below: `${below}/charts/${holder}`, isRoot: false };
    subcharts.set(name, collect(subchart, standing, own, shared, templates));
  }
  for (const file of chart.templates) {
    if (isLibrary(chart) && !baseName(file.path).startsWith('_')) continue;
    const own = `${path}/${file.path}`;
    templates.push({ path: own, file: fileAt(file, own), dot: dot.as(VALUES), basePath: `${path}/templates` });
  }
  return dot;
}

/** A chart that has several aliases stands at several paths. */
const filesOf = onceEach((_: ChartFile) => new Map<string, TemplateFile>());

function fileAt(file: ChartFile, path: string): TemplateFile {
  const known = filesOf(file);
  const found = known.get(path) ?? { name: path, text: decodeBytes(file.bytes) };
  known.set(path, found);
  return found;
}

/**
 * To Helm 3, charts with aliases share what is in them and is not declared: it stands below the name without an alias, once:
 * `getAliasDependency` of its pkg/chartutil.
 */
function holderOf({ metadata, loadedAs = metadata.name }: Chart, { major }: HelmVersion): string {
  return major === 3 && metadata.dependencies === undefined ? loadedAs : metadata.name;
}

/** @returns the last part of a path */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function depthOf(path: string): number {
  return path.split('/').length;
}
