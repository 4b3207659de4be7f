import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import type { GoMap } from '../../../gotemplate/value/value.ts';
import type { Chart } from '../../../helm/chart/chart.ts';
import type { GivenLayer } from '../../../helm/trace/given-files.ts';
import type { SetKind } from '../../../helm/values/set-values.ts';
import { type FetchOptions, withFetchOptions } from '../../elsewhere/fetch-options.ts';
import { cannotTell } from '../../process/cli-error.ts';
import type { Finish, Io } from '../../process/io.ts';

interface Options extends FetchOptions {
  readonly values: readonly string[];
  readonly set: readonly string[];
  readonly setString: readonly string[];
  readonly releaseName?: string;
  readonly namespace: string;
  readonly kubeVersion?: string;
  readonly apiVersions: readonly string[];
  readonly isUpgrade?: boolean;
  readonly includeCrds?: boolean;
  readonly explain?: string;
  readonly repo?: string;
  readonly version?: string;
}

/** What is given for a chart, and by what. */
interface Given {
  readonly values: GoMap;
  readonly layers: readonly GivenLayer[];
}

/** `blast-radius helm`: what Helm would make of a chart. */
export function helmCommand(io: Io, finish: Finish): Command {
  const command = new Command('helm').description('what Helm makes of a chart');
  withFetchOptions(command.command('template'))
    .description('print what `helm template` prints, without Helm and without a cluster')
    .usage('[options] [name] <chart>')
    .argument('<name or chart>', 'the name of the release, where a chart follows')
    .argument(
      '[chart]',
      'the folder or the archive of a chart, with its dependencies in charts/; oci://host/path; with --repo its name',
    )
    .option('--repo <url>', 'fetch the chart from this repository of charts')
    .option('--version <version>', 'the version to fetch, or a range (default: the newest that is not a pre-release)')
    .option('-f, --values <file>', 'a file of values, the later over the earlier', collect, [])
    .option('--set <values>', 'values as key=value,other.key=value', collect, [])
    .option('--set-string <values>', 'the same, of which each value is a text', collect, [])
    .option('--release-name <name>', 'the name of the release (default: release-name)')
    .option('-n, --namespace <namespace>', 'the namespace of the release', 'default')
    .option('--kube-version <version>', 'the version of Kubernetes that the chart is told')
    .option('-a, --api-versions <versions>', 'API versions that the chart is told of, split by commas', collectAll, [])
    .option('--is-upgrade', 'tell the chart that the release is upgraded, not installed')
    .option('--include-crds', 'print the files of crds/ too')
    .option(
      '--explain <object>',
      'tell why the fields of Kind/name are as they are, or of Kind/name:spec.replicas that one',
    )
    .addHelpText('after', '\nAs Helm 4.2.4. Random values differ from run to run, as in Helm.\n')
    .action(async (first: string, second: string | undefined, options: Options) => {
      const [name, chart] = second === undefined ? [undefined, first] : [first, second];
      finish(await runTemplate(chart, name ?? options.releaseName ?? 'release-name', options, io));
    });
  return command;
}

/**
 * Prints a chart's objects, or nothing and why.
 *
 * @returns 0, or 2 where Helm would fail
 */
async function runTemplate(named: string, name: string, options: Options, io: Io): Promise<number> {
  const open = await opened(named, options, io);
  const { HelmError } = await import('../../../helm/chart/helm-error.ts');
  const { Time } = await import('../../../gotemplate/functions/dates/time.ts');
  const { BudgetExceeded } = await import('../../../gotemplate/value/go-error.ts');
  const { clusterOf, readKubeVersion } = await import('../../../helm/objects/capabilities.ts');
  const { printRelease } = await import('../../../helm/print-release.ts');
  const { renderChart } = await import('../../../helm/template.ts');
  const { randomBytes } = await import('node:crypto');
  try {
    const version = options.kubeVersion === undefined ? undefined : readKubeVersion(options.kubeVersion);
    const { values, layers } = await valuesOf(options);
    const release = {
      name,
      namespace: options.namespace,
      isUpgrade: options.isUpgrade ?? false,
      cluster: clusterOf(version, options.apiVersions),
      outside: { now: () => new Time(Math.floor(Date.now() / 1000)), random: (count: number) => randomBytes(count) },
    };
    if (options.explain !== undefined) {
      const { explainChart } = await import('../../open/explain-chart.ts');
      io.out(explainChart(open(), values, release, { layers, asked: options.explain }));
      return 0;
    }
    const rendered = renderChart(open(), values, release);
    for (const path of rendered.uncheckedSchemas) io.err(`blast-radius: schema of ${path} not checked\n`);
    io.out(printRelease(rendered, options.includeCrds ?? false));
    return 0;
  } catch (error) {
    if (error instanceof HelmError || error instanceof BudgetExceeded) throw cannotTell(error.message);
    throw error;
  }
}

/**
 * Fetches a chart that is named by a repository; only then is loaded what fetches.
 *
 * @returns what opens it, or throws HelmError
 */
async function opened(named: string, { repo, version = '', ...fetching }: Options, io: Io): Promise<() => Chart> {
  const [, registry, last] = /^(oci:\/\/.+)\/([^/]+)$/.exec(named) ?? [];
  const url = repo ?? registry;
  if (url === undefined) {
    const { openChart } = await import('../../../disk/open-chart.ts');
    return () => openChart(named);
  }
  const { fetchChart } = await import('../../elsewhere/fetch-chart.ts');
  const name = repo === undefined && last !== undefined ? last : named;
  const archive = await fetchChart({ kind: 'chart', url, name, version }, fetching, io);
  const { loadChart } = await import('../../../helm/load/load-chart.ts');
  const { unpackChart } = await import('../../../helm/load/unpack-chart.ts');
  return () => loadChart(unpackChart(archive));
}

/** Files first, then `--set`, then `--set-string`: `MergeValues` of Helm's pkg/cli/values. */
async function valuesOf({ values: files, set, setString }: Options): Promise<Given> {
  const { GoMap } = await import('../../../gotemplate/value/value.ts');
  const { mergeMaps, readValues } = await import('../../../helm/values/read-values.ts');
  const { setValues } = await import('../../../helm/values/set-values.ts');
  const { decodeBytes } = await import('../../../gotemplate/value/bytes.ts');
  const layers: GivenLayer[] = [];
  let values = new GoMap();
  for (const file of files) {
    const text = decodeBytes(readInput(file));
    const read = during(`failed to parse ${file}`, () => readValues(text));
    values = mergeMaps(values, read);
    layers.push({ kind: 'file', file, text });
  }
  const setAll = (option: string, texts: readonly string[], kind: SetKind): void => {
    for (const text of texts) {
      during(`failed parsing ${option} data`, () => setValues(values, text, kind));
      layers.push({ kind: 'option', option, text, values: kind });
    }
  };
  setAll('--set', set, 'typed');
  setAll('--set-string', setString, 'text');
  return { values, layers };
}

/** @param file a path, or `-` for standard input */
function readInput(file: string): Uint8Array {
  try {
    return readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    throw cannotTell(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function during<T>(what: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw cannotTell(`${what}: ${error.message}`);
  }
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function collectAll(values: string, before: readonly string[]): readonly string[] {
  return [...before, ...values.split(',')];
}
