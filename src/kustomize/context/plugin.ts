import { lineOf, type Mapping } from '../../yaml/node/node.ts';
import type { Problem } from '../model/problem.ts';
import type { Resource } from '../model/resource.ts';
import { appendAll } from '../model/resource-list.ts';
import type { Scope } from '../model/scope.ts';
import type { Reading } from '../read/decode.ts';
import { inlineObjects } from '../read/inline-objects.ts';
import type { AccumulateEntry } from './accumulated.ts';
import type { Build } from './build-context.ts';
import { noteOrigin, ORIGIN, type OriginNote } from './build-metadata.ts';
import { joinOrigin, type Target } from './target.ts';

export type PluginField = 'generators' | 'transformers' | 'validators';

/** The configuration of a generator or transformer, as `generators:` and `transformers:` list them. */
export interface Plugin {
  readonly kind: string;
  readonly name: string;
  readonly node: Mapping;
  /** Where its paths lead from: the directory of the kustomization that lists it. Messages name its own file. */
  readonly scope: Scope;
  readonly reading: Reading;
  readonly note: OriginNote | undefined;
}

/**
 * Gathers what a field lists: configurations in files, in directories with kustomizations of their own, or in place.
 * One that only another program could carry out is reported, and left out.
 *
 * @throws BuildError where two have the same id, or one cannot be read
 * @see kustomize api/internal/target KustTarget.configureExternalTransformers, api/internal/plugins/loader
 */
export function readPlugins(
  build: Build,
  target: Target,
  field: PluginField,
  accumulateEntry: AccumulateEntry,
): readonly Plugin[] {
  const { kustomization } = target;
  const entries = kustomization[field].map((entry) => ({ entry, inline: inlineObjects(kustomization, entry) }));
  const inline = entries.flatMap(({ inline: objects }) => (objects ?? []).map((object) => noteInline(object, target)));
  const paths = entries.filter((each) => each.inline === undefined);
  build.schemas.ask(inline);
  const listed = build.all(paths, ({ entry }) => accumulateEntry(build, target, entry).resources);
  return appendAll(appendAll([], inline), listed.flat()).flatMap((object) => {
    const problem = foreign(object, field);
    if (problem === undefined) return [pluginOf(object, target)];
    build.report(problem);
    return [];
  });
}

function noteInline(object: Resource, { kustomization, originPath }: Target): Resource {
  if (originPath === undefined) return object;
  const file = kustomization.path.slice(kustomization.path.lastIndexOf('/') + 1);
  return noteOrigin(object, { path: joinOrigin(originPath, file) });
}

function pluginOf(object: Resource, target: Target): Plugin {
  const { path } = object.trail.origin;
  const { apiVersion, kind, name, namespace } = object;
  const origin = object.annotations().get(ORIGIN);
  const configuredIn = origin?.replace(/^path: /, '').trimEnd();
  return {
    kind,
    name,
    node: object.node,
    scope: { path, directory: target.kustomization.directory },
    reading: { path, field: '', isPrinted: true, isTyped: true, onUnknownField: () => undefined },
    note: configuredIn === undefined ? undefined : { configuredIn, apiVersion, kind, name, namespace },
  };
}

const FUNCTION = ['config.kubernetes.io/function', 'config.k8s.io/function'];

/** What is no builtin is somebody's program, and nothing of a repository is executed. */
function foreign(object: Resource, field: PluginField): Problem | undefined {
  const at = { path: object.trail.origin.path, line: lineOf(object.node) };
  if (object.apiVersion === 'builtin') {
    if (object.kind !== 'HelmChartInflationGenerator') return undefined;
    const message = `${field}: HelmChartInflationGenerator "${object.name}": helm charts are not rendered, since nothing of a repository is executed`;
    return {
      code: 'helm-chart',
      message,
      ...at,
      fix: 'Let a HelmRelease install the chart, or commit what it renders to.',
    };
  }
  const written = object.annotations();
  const definition = FUNCTION.map((key) => written.get(key)).find((each) => each !== undefined);
  if (definition !== undefined) {
    const type = /^\s*(container|exec|starlark)\s*:/m.exec(definition)?.[1] ?? 'KRM';
    const message = `${field}: the ${type} function "${object.kind}" is not run, since nothing of a repository is executed`;
    return { code: 'function', message, ...at, fix: 'Run it beforehand, and commit what it gives.' };
  }
  const message = `${field}: "${object.kind}" is no builtin of kustomize, and plugins are not run`;
  return { code: 'plugin', message, ...at, fix: 'Check its apiVersion: builtins have "builtin".' };
}
