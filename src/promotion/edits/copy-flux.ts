import { type FluxKustomization, readFluxKustomization } from '../../flux/objects/flux-kustomization.ts';
import { kindName } from '../../kubernetes/facts/object-ref.ts';
import type { Resource } from '../../kustomize/model/resource.ts';
import { listedWhole } from '../../text/counted.ts';
import { joinPath, relativePath } from '../../tree/objects/paths.ts';
import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import { itemsAt } from '../../yaml/node/node-at.ts';
import { Source } from '../../yaml/node/source.ts';
import { parseYaml } from '../../yaml/read/parse.ts';
import { replaceWords } from '../../yaml/splice/replace-words.ts';
import { setScalar } from '../../yaml/splice/set-scalar.ts';
import type { Spliced } from '../../yaml/splice/spliced.ts';
import { textScalar } from '../../yaml/splice/write-scalar.ts';
import { settleReference } from '../places/settle-reference.ts';
import type { Territory } from '../places/territory.ts';
import { documentPartOf, textIn } from '../plan/document-part.ts';
import { filesReadBy } from '../plan/files-read-by.ts';
import type { Plan, Route } from '../plan/plan.ts';
import { refuse } from '../plan/promotion-refusal.ts';
import { linesNaming, reworded } from '../plan/stage-words.ts';
import { likeOf } from './like-of.ts';
import { ownSource } from './own-source.ts';

interface Copying {
  readonly plan: Plan;
  readonly route: Route;
  readonly territory: Territory;
}

/**
 * Copies a FluxKustomization, with its path, name, substitutions and patches in the target's words. What its parent sets
 * in it is not in the file, and needs no words.
 *
 * @param to the file; appended to it where it holds other ones
 * @throws PromotionRefusal where the document cannot be found, or the file cannot be appended to
 */
export function copyFlux(
  { plan, route, territory }: Copying,
  { path, resource }: { readonly path: string; readonly resource: Resource },
  to: string,
): void {
  const { draft } = plan;
  const found = documentPartOf(draft, path, resource.kind, resource.original.name);
  const part = found.text.slice(found.start, found.end);
  const text = adapted({ plan, route, territory }, part, readFluxKustomization(resource));
  const standing = draft.read(to);
  draft.write(to, standing === undefined ? text : appended(standing, text, to), path);
  plan.copied.push(to);
  const { source, target } = route;
  const written = standing === undefined ? text : '\n'.repeat(standing.split('\n').length) + withoutMarker(text);
  // Which path it is was chosen.
  const lines = linesNaming(written, source.cluster, target.cluster, /^\s*path:/);
  if (lines !== undefined)
    plan.notes.push(`${to} was copied from ${path} and still mentions ${source.cluster.name} in ${lines}.`);
}

function adapted({ plan, route, territory }: Copying, text: string, { path, sourceRef }: FluxKustomization): string {
  const { documents } = parseYaml(new Source(text.replace(/^\ufeff/, '')));
  const document = documents.findIndex((each) => each instanceof Mapping);
  const node = documents[document];
  if (!(node instanceof Mapping)) return text;
  const target = territory.counterpart(path) ?? settleReference(plan, path, route);
  const prefix = /^\.?\/*/.exec(textIn(node.get('spec'), 'path'))?.[0] ?? '';
  const words = valueWords(plan, route);
  let edited = text;
  const changed = new Set<string>();
  const edit = (field: string, how: (old: string) => Spliced): void => {
    const spliced = how(edited);
    if (spliced.kind === 'refused') refuse(`spec of the copied FluxKustomization cannot be adapted: ${spliced.reason}`);
    if (spliced.text !== edited) changed.add(field);
    edited = spliced.text;
  };
  const apply = (steps: readonly string[], how: (old: string) => Spliced): void => {
    if (has(node, steps)) edit(steps.join('.'), how);
  };
  const at = (steps: readonly (string | number)[]) => ({ document, steps });
  if (target !== path)
    apply(['spec', 'path'], (old) => setScalar(old, at(['spec', 'path']), textScalar(prefix + target)));
  componentsOf(node).forEach((item, index) => {
    const old = item instanceof Scalar ? joinPath(path, item.text) : undefined;
    const like = old === undefined ? undefined : likeOf(plan, old, route);
    if (like === undefined || (like === old && target === path)) return;
    const steps = ['spec', 'components', index];
    edit('spec.components', (old) => setScalar(old, at(steps), textScalar(relativePath(target, like))));
  });
  for (const steps of [
    ['metadata', 'name'],
    ['spec', 'postBuild', 'substitute'],
    ['spec', 'postBuild', 'substituteFrom'],
    ['spec', 'patches'],
  ])
    apply(steps, (old) => replaceWords(old, at(steps), words));
  const worded = [...changed].sort();
  const source = ownSource(sourceRef, route, has(node, ['spec', 'sourceRef', 'namespace']));
  if (source !== undefined) {
    for (const field of ['kind', 'name', 'namespace'] as const)
      apply(['spec', 'sourceRef', field], (old) =>
        setScalar(old, at(['spec', 'sourceRef', field]), textScalar(source[field])),
      );
  }
  if (worded.length > 0) {
    const [from, to] = [route.source.cluster.name, route.target.cluster.name];
    const name = kindName({ kind: 'Kustomization', name: words(textIn(node.get('metadata'), 'name')) });
    const fields = listedWhole(worded.map((field) => `\`${field}\``));
    plan.notes.push(`\`${name}\` was copied, with ${from} replaced by ${to} in ${fields}: review it.`);
  }
  return edited;
}

/** A host, an address or a link; not a path of files. */
const ADDRESS = /^(?!\.{0,2}\/).*([\w-]\.[A-Za-z0-9]|@|:\/\/)/;

/** A host or an address becomes another only where the target has it already: none is made up. */
function valueWords({ draft }: Plan, { source, target }: Route): (text: string) => string {
  const isKnown = (part: string): boolean =>
    filesReadBy(target.inventory).some((path) => /\.ya?ml$/.test(path) && draft.read(path)?.includes(part) === true);
  return (text) =>
    text
      .split(/([\s"'`,;=]+)/)
      .map((part) => {
        const named = reworded(part, source.cluster, target.cluster);
        return named === part || !ADDRESS.test(part) || isKnown(named) ? named : part;
      })
      .join('');
}

/** Relative to the path, and in the file itself. */
function componentsOf(node: Mapping): readonly Node[] {
  const spec = node.get('spec');
  return spec === undefined ? [] : itemsAt(spec, 'components');
}

function has(node: Node, steps: readonly string[]): boolean {
  let at: Node | undefined = node;
  for (const step of steps) at = at instanceof Mapping ? at.get(step) : undefined;
  return at !== undefined;
}

function appended(standing: string, text: string, path: string): string {
  if (!standing.endsWith('\n')) refuse(`${path} has no final newline, so nothing can be appended`);
  const end = standing.includes('\r\n') ? '\r\n' : '\n';
  return `${standing}---${end}${withoutMarker(text)}`;
}

function withoutMarker(text: string): string {
  return text.replace(/^\ufeff?(---[^\n]*\n)?/, '');
}
