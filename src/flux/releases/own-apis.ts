import { type ApiVersions, apiVersionsOf } from '../../helm/objects/capabilities.ts';
import { objectKey } from '../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { onceEach } from '../../memo/by-value.ts';
import type { Root } from '../roots/inventory.ts';
import type { ChartObject } from './chart-objects.ts';
import { broughtBy, definitionsIn, isDefinition } from './served-apis.ts';

/** What a chart makes where its cluster serves certain APIs. */
interface Made {
  readonly objects: readonly ChartObject[];
}

/** A definition may have its chart make another one. */
const MOST_STEPS = 4;

/** Those that templates make: most charts make none, and are asked again and again. */
const madeDefinitions = onceEach((objects: readonly ChartObject[]): readonly ChartObject[] =>
  objects.filter(({ as, resource }) => as === 'release' && isDefinition(resource)),
);

/**
 * Renders a release by the APIs that the rest of its cluster serves and, where its templates make definitions, by those of
 * its own objects too, as the cluster has them once it is installed. A definition that the chart then leaves out, as it is
 * there, is there since the install: it stands beside the release.
 *
 * @param others what the cluster serves without it
 * @param render gives the same for the same APIs
 * @see helm pkg/action Upgrade.prepareUpgrade, which asks the cluster as the last revision has left it
 */
export function withOwnApis<Rendered extends Made>(
  others: ApiVersions,
  render: (apis: ApiVersions) => Rendered,
): { readonly rendered: Rendered; readonly objects: readonly ChartObject[]; readonly apis: ApiVersions } {
  const made = new Map<string, ChartObject>();
  let apis = others;
  let rendered = render(apis);
  for (let step = 0; step < MOST_STEPS; step++) {
    for (const each of madeDefinitions(rendered.objects)) made.set(objectKey(each.resource), each);
    if (made.size === 0) break;
    const own = rendered.objects.filter(({ as }) => as === 'release');
    const more = own.flatMap(({ resource }) => broughtBy(resource)).filter((version) => !apis.has(version));
    if (more.length === 0) break;
    apis = apiVersionsOf([...new Set([...apis.all(), ...more])].sort());
    rendered = render(apis);
  }
  if (made.size === 0) return { rendered, objects: rendered.objects, apis };
  for (const { resource } of rendered.objects) made.delete(objectKey(resource));
  const left = [...made.values()].map((each): ChartObject => ({ ...each, as: 'absent-only' }));
  return { rendered, objects: [...left, ...rendered.objects], apis };
}

/**
 * @param before what a release made in the round before
 * @returns what of it brings APIs that its own chart is told of apart, as its templates make definitions; else nothing
 */
export function ownObjects(before: Root | undefined): ReadonlySet<Resource> {
  const { release, resources = [] } = before ?? {};
  const isOwn = (resource: Resource) => release?.beside.get(resource)?.endsWith('crd') !== true;
  return new Set(definitionsIn([resources]).some(isOwn) ? resources.filter(isOwn) : []);
}
