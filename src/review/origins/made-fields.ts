import type { Installed, Inventory, InventoryObject } from '../../flux/roots/inventory.ts';
import type { Manifest } from '../../helm/render/sort-manifests.ts';
import { leavesOf, namedFields } from '../../helm/trace/leaves.ts';
import type { FieldTrace } from '../../helm/trace/trace-types.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { onceEach, onceForLatest } from '../../memo/by-value.ts';
import { Mapping, type Node, Scalar, Sequence } from '../../yaml/node/node.ts';
import { textAt } from '../../yaml/node/node-at.ts';
import { type HowMade, type MadeField, MadePlaces } from './made-places.ts';
import { toldLine } from './told-line.ts';

/**
 * Renders the chart of an object once more, watched, and tells how each field of the object was made.
 *
 * @param inventory of its cluster
 * @returns by what {@link namedFields} calls them, of the fields of which it is certain; undefined for what no chart makes
 */
export function madeFields(object: InventoryObject, inventory: Inventory): ReadonlyMap<string, MadeField> | undefined {
  const { resource, root } = object;
  const { release } = root;
  if (release === undefined) return undefined;
  if (release.beside.get(resource)?.endsWith('crd') === true) return fieldsOfDefinition(resource);
  const [written, other] = writtenBy(release).filter((each) => isWritten(each, resource, release));
  if (written === undefined || other !== undefined) return new Map();
  const places = new MadePlaces(release, inventory);
  const before = new Map(namedFields(leavesOf(written.node)));
  const fields = new Map(namedFields(written.fields()));
  return new Map(
    namedFields(leavesOf(resource.node)).flatMap(([path, { node }]): readonly (readonly [string, MadeField])[] => {
      const was = before.get(path)?.node;
      if (was === undefined) return path === 'metadata.namespace' ? [[path, BY_RELEASE]] : [];
      const field = fields.get(path);
      return field === undefined || !isSame(node, was) ? [] : [[path, places.of(field)]];
    }),
  );
}

const PLAIN: HowMade = { via: [], values: [], conditions: [] };
const BY_RELEASE: MadeField = { place: undefined, how: { ...PLAIN, setBy: 'the namespace of the release' } };

/** An object as templates wrote it. */
interface Written {
  /** Of its template, as Helm names it. */
  readonly path: string;
  readonly node: Mapping;
  readonly fields: () => readonly FieldTrace[];
}

/** One trace tells of all objects of a release, in tens of megabytes: those of a release's two sides are kept. */
const writtenBy = onceForLatest(2, (release: Installed): readonly Written[] => {
  const { rendered, explain } = release.trace();
  const fieldsOf = onceEach((manifest: Manifest) => explain(manifest)?.fields ?? []);
  return [...rendered.manifests, ...rendered.hooks].flatMap((manifest) => objectsIn(manifest, fieldsOf));
});

/** Helm applies the items of a list one by one. */
function objectsIn(manifest: Manifest, fieldsOf: (manifest: Manifest) => readonly FieldTrace[]): readonly Written[] {
  const { path, node } = manifest;
  if (!(node instanceof Mapping)) return [];
  const fields = () => fieldsOf(manifest);
  const items = textAt(node, 'kind').endsWith('List') ? node.get('items') : undefined;
  if (!(items instanceof Sequence)) return [{ path, node, fields }];
  return items.items.flatMap((item, at): readonly Written[] => {
    const own = () =>
      fields()
        .filter(({ segments }) => segments[0] === 'items' && segments[1] === at)
        .map((field) => ({ ...field, segments: field.segments.slice(2) }));
    return item instanceof Mapping ? [{ path, node: item, fields: own }] : [];
  });
}

function isWritten({ path, node }: Written, { kind, name, namespace, trail }: Resource, release: Installed): boolean {
  const own = textAt(node, 'metadata', 'namespace');
  return (
    textAt(node, 'kind') === kind &&
    textAt(node, 'metadata', 'name') === name &&
    (own === '' || own === namespace) &&
    release.placeOf(path).path === trail.origin.path
  );
}

/** What is hidden has another text where it is shown. */
function isSame(node: Node, was: Node): boolean {
  if (!(node instanceof Scalar)) return node.constructor === was.constructor;
  return was instanceof Scalar && (node.hidden !== undefined || (node.text === was.text && node.tag === was.tag));
}

/** A definition of `crds/` stands as it is in its file, but for the labels that helm-controller adds. */
function fieldsOfDefinition({ node, trail }: Resource): ReadonlyMap<string, MadeField> {
  const { path } = trail.origin;
  // One in a package has no lines of its own.
  const hasLines = /\/crds\/.*\.(?:ya?ml|json)$/i.test(path);
  const fieldOf = ({ place }: Node): MadeField => {
    if (place === undefined) return { place, how: { ...PLAIN, setBy: 'origin labels' } };
    return { place: toldLine({ path, line: hasLines ? place.source.lineAt(place.offset) : undefined }), how: PLAIN };
  };
  return new Map(namedFields(leavesOf(node)).map(([each, leaf]) => [each, fieldOf(leaf.node)]));
}
