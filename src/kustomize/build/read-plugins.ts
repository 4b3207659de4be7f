import { mapAll } from '../../tree/objects/needs.ts';
import { configuredBy, noteOrigin, placeNoted } from '../context/build-metadata.ts';
import type { Plugin } from '../context/plugin.ts';
import { originOfFile } from '../context/target.ts';
import type { Resource } from '../model/resource.ts';
import { appendAll } from '../model/resource-list.ts';
import { inlineObjects } from '../read/inline-objects.ts';
import type { AccumulateEntry } from './accumulated.ts';
import type { Build, Target } from './build.ts';
import { chartsOf, foreignPlugin, type PluginField } from './unsupported.ts';

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
  const note = originOfFile(target);
  const entries = kustomization[field].map((entry) => ({ entry, inline: inlineObjects(kustomization, entry) }));
  const inline = entries.flatMap(({ inline: objects }) => (objects ?? []).map((object) => noteOrigin(object, note)));
  const paths = entries.filter((each) => each.inline === undefined);
  build.schemas.ask(inline);
  const hides = field === 'generators' ? 'objects' : 'anything';
  const listed = mapAll(paths, ({ entry }) => accumulateEntry(build, target, entry, hides).resources);
  return appendAll(appendAll([], inline), listed.flat()).flatMap((object) => {
    const charts = chartsOf(object, field);
    const problem = foreignPlugin(object, field);
    if (charts !== undefined) build.reportCharts(charts, kustomization);
    else if (problem !== undefined) build.report(problem);
    else return [pluginOf(object, target)];
    return [];
  });
}

function pluginOf(object: Resource, target: Target): Plugin {
  const { path } = object.trail.origin;
  const { apiVersion, kind, name, namespace } = object;
  const origin = placeNoted(object);
  return {
    kind,
    name,
    node: object.node,
    scope: { path, directory: target.kustomization.directory },
    reading: { path, field: '', isPrinted: true, isTyped: true, onUnknownField: () => undefined },
    note: origin && configuredBy(origin, { apiVersion, kind, name, namespace }),
  };
}
