import type { ClusterInventory } from '../../fleet/render/render-clusters.ts';
import { kindName } from '../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import type { Review } from '../../review/contract/review.ts';
import { review } from '../../review.ts';
import { listed } from '../../text/counted.ts';
import { lineOf, Mapping, Sequence } from '../../yaml/node/node.ts';
import { nodeAt, textAt } from '../../yaml/node/node-at.ts';
import { Source } from '../../yaml/node/source.ts';
import { parseYaml } from '../../yaml/read/parse.ts';
import { addMapping } from '../../yaml/splice/add-mapping.ts';
import { inputNamed, inputsNamed, type SetInput, sameSetIn } from '../places/set-inputs.ts';
import { Draft } from '../plan/draft.ts';
import type { Fleet } from '../plan/fleet.ts';
import type { Promotion } from '../plan/promotion.ts';
import { refuse } from '../plan/promotion-refusal.ts';

/** What is asked for, and where it shall run. */
interface InputRequest {
  readonly asked: string;
  readonly targets: readonly ClusterInventory[];
  /** The cluster to take it from. */
  readonly source: ClusterInventory | undefined;
}

/**
 * Plans to give clusters an input of a ResourceSet that another cluster has: an item of the list in their own ResourceSet
 * of the same name, with the values that it has there.
 *
 * @returns `undefined` where nothing of that name is an input, or a target has no such ResourceSet
 * @throws PromotionRefusal where the list cannot be edited, or the edit would do more
 * @throws Needs where an object has not been fetched yet
 */
export function promoteInput(fleet: Fleet, { asked, targets, source }: InputRequest): Promotion | undefined {
  const found = inputsNamed(fleet, asked).filter(({ cluster }) => source === undefined || cluster === source);
  const from = found.find(({ set }) => targets.every((target) => sameSetIn(target, set) !== undefined));
  if (from === undefined || targets.length === 0) return undefined;
  const lacking = targets.flatMap((target) => {
    const set = sameSetIn(target, from.set);
    return set === undefined || inputNamed(set, asked) >= 0 ? [] : [{ target, set }];
  });
  if (lacking.length === 0) {
    const names = targets.map(({ cluster }) => cluster.name).join(', ');
    return { kind: 'nothing', reason: `${asked} already is an input of ${kindName(from.set)} in ${names}` };
  }
  const draft = new Draft(fleet.tree);
  const item = itemOf(draft, from);
  for (const { set } of lacking) {
    const { path, index } = documentOf(draft, set);
    draft.splice(path, (text) => addMapping(text, { document: index, steps: ['spec', 'inputs'] }, item));
  }
  const clusters = lacking.map(({ target }) => target.cluster.name);
  return {
    kind: 'planned',
    title: `Promote ${asked} to ${clusters.join(' and ')}`,
    subject: asked,
    clusters,
    source: from.cluster.cluster.name,
    edits: draft.edits,
    gained: gainedBy(fleet, draft, { clusters, set: from.set }),
    ...{ aligned: [], values: [], lost: [], needs: [], unreferenced: [] },
    notes: [
      `${kindName(from.set)} gets the input as ${from.cluster.cluster.name} has it: ${listed([...item.entries.keys()])}. Check its values.`,
    ],
  };
}

/** As it is written, with its variables. */
function itemOf(draft: Draft, { set, at }: SetInput): Mapping {
  const { document } = documentOf(draft, set);
  const inputs = nodeAt(document, 'spec', 'inputs');
  const item = inputs instanceof Sequence ? inputs.items[at] : undefined;
  return item instanceof Mapping ? item : refuseUnwritten(set);
}

/** @throws PromotionRefusal where the list does not stand in the file as the cluster has it */
function documentOf(draft: Draft, set: Resource) {
  const { path, line } = set.trail.origin;
  const text = draft.read(path) ?? refuse(`${path} does not exist`);
  const { documents } = parseYaml(new Source(text.replace(/^\ufeff/, '')));
  const index = documents.findIndex((node) => lineOf(node) === line && textAt(node, 'kind') === set.kind);
  const document = documents[index];
  const [written, own] = [document, set.node].map((node) => nodeAt(node, 'spec', 'inputs'));
  const isWritten = written instanceof Sequence && own instanceof Sequence && written.items.length === own.items.length;
  return document !== undefined && isWritten ? { path, index, document } : refuseUnwritten(set);
}

function refuseUnwritten(set: Resource): never {
  const { path } = set.trail.origin;
  refuse(`the inputs of ${kindName(set)} do not stand in ${path} as a list`, 'Add the input by hand.');
}

/** @throws PromotionRefusal where the edit does anything but to add objects to the clusters that were asked for */
function gainedBy(
  { tree, config, workspace }: Fleet,
  draft: Draft,
  { clusters, set }: { readonly clusters: readonly string[]; readonly set: Resource },
) {
  const reviewed = review({
    ...{ before: tree, after: draft.tree, config, workspace, base: '', head: '', key: new Uint8Array(32) },
    merge: { status: 'as-given', conflicts: [] },
  });
  const error = reviewed.findings.find(({ severity }) => severity === 'error');
  if (error !== undefined) refuse(`its review would fail (${error.rule}): ${error.message}`, error.fix);
  return Object.entries(reviewed.clusters).flatMap(([name, each]) => {
    const isTarget = clusters.includes(name);
    refuseMore(name, each, isTarget ? set : undefined);
    if (isTarget && each.gained.length === 0) refuse(`${name} would gain nothing from this edit`);
    return each.gained.map(({ kind, namespace = '', name: object }) => ({
      cluster: name,
      kind,
      namespace,
      name: object,
    }));
  });
}

/** @param set that may change, in a cluster that may gain something */
function refuseMore(name: string, each: Review['clusters'][string], set: Resource | undefined): void {
  const [broken] = each.unresolved.filter(({ standing, side }) => !standing && side !== 'before');
  if (broken !== undefined) refuse(`${name} would be only partly rendered: ${broken.message}`, broken.fix);
  const others = each.changed.filter((one) => set === undefined || one.kind !== set.kind || one.name !== set.name);
  const [other] = [...each.lost, ...others, ...(set === undefined ? each.gained : [])];
  if (other !== undefined) {
    refuse(`${other.kind} ${other.name} would change in ${name} too`, 'Add the input by hand.');
  }
}
