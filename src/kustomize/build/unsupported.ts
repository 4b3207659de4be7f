import { lineOf, type Node } from '../../yaml/node/node.ts';
import type { Kustomization } from '../kustomization/load-kustomization.ts';
import type { Problem } from '../model/problem.ts';
import type { Resource } from '../model/resource.ts';
import type { Build } from './build.ts';
import type { AskedCharts } from './chart-gap.ts';

/** Which field of a kustomization lists a plugin. */
export type PluginField = 'generators' | 'transformers' | 'validators';

const HELM = ['helmCharts', 'helmChartInflationGenerator'];

/** Makes every field that is never carried out a problem of the build, or a gap in it, so that none is ever ignored. */
export function reportUnsupported(build: Build, kustomization: Kustomization): void {
  for (const field of HELM) {
    const node = written(kustomization, field);
    if (node !== undefined) build.reportCharts({ field, node, path: kustomization.path }, kustomization);
  }
}

function written(kustomization: Kustomization, field: string): Node | undefined {
  for (const [key, value] of kustomization.node.entries) {
    const isEmpty =
      value.kind === 'scalar' ? value.tag === 'null' : value.kind === 'sequence' && value.items.length === 0;
    if (key.toLowerCase() === field.toLowerCase() && !isEmpty) return value;
  }
  return undefined;
}

const FUNCTION = ['config.kubernetes.io/function', 'config.k8s.io/function'];

/** @returns the charts that a builtin generator asks for */
export function chartsOf(object: Resource, field: PluginField): AskedCharts | undefined {
  if (object.apiVersion !== 'builtin' || object.kind !== 'HelmChartInflationGenerator') return undefined;
  const { node, name } = object;
  return { field: `${field}: HelmChartInflationGenerator "${name}"`, node, path: object.trail.origin.path };
}

/** Anything but a builtin is somebody's program, and nothing from a repository is executed. */
export function foreignPlugin(object: Resource, field: PluginField): Problem | undefined {
  const at = { path: object.trail.origin.path, line: lineOf(object.node) };
  if (object.apiVersion === 'builtin') return undefined;
  const written = object.annotations();
  const definition = FUNCTION.map((key) => written.get(key)).find((each) => each !== undefined);
  if (definition !== undefined) {
    const type = /^\s*(container|exec|starlark)\s*:/m.exec(definition)?.[1] ?? 'KRM';
    const message = `${field}: the ${type} function "${object.kind}" is not run here, and Flux refuses it too`;
    return { code: 'function', message, ...at, fix: 'Run it yourself and commit its output.' };
  }
  const message = `${field}: "${object.kind}" is not a kustomize builtin; plugins are not run here, and Flux refuses them too`;
  return { code: 'plugin', message, ...at, fix: 'Check its apiVersion: builtins use "builtin".' };
}
