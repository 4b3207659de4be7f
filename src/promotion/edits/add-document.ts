import { isFluxKustomization, readFluxKustomization } from '../../flux/objects/flux-kustomization.ts';
import { dirname, isWithin } from '../../tree/objects/paths.ts';
import { Mapping, type Node } from '../../yaml/node/node.ts';
import { Source } from '../../yaml/node/source.ts';
import { parseYaml } from '../../yaml/read/parse.ts';
import { replaceWords } from '../../yaml/splice/replace-words.ts';
import { setScalar } from '../../yaml/splice/set-scalar.ts';
import type { Spliced } from '../../yaml/splice/spliced.ts';
import { textScalar } from '../../yaml/splice/write-scalar.ts';
import type { Inclusion } from '../places/inclusion.ts';
import { kustomizationIn } from '../places/kustomization-file.ts';
import { settleReference } from '../places/settle-reference.ts';
import { territoryOf } from '../places/territory.ts';
import { documentPartOf, textIn } from '../plan/document-part.ts';
import type { Plan, Route } from '../plan/plan.ts';
import { refuse } from '../plan/promotion-refusal.ts';
import { ownWords, reworded } from '../plan/stage-words.ts';
import { addReference } from './add-entry.ts';

type DocumentInclusion = Extract<Inclusion, { readonly kind: 'document' }>;

/**
 * Copies an object of the source's own tree into the target's, at the place that corresponds: a FluxKustomization with
 * its path, name, substitutions and patches in the target's words, any other manifest as it is. Where the directory
 * has a list, the new file is in it.
 *
 * @throws PromotionRefusal for a Secret, and where the place is taken
 */
export function addDocument(plan: Plan, { path, object }: DocumentInclusion, route: Route): void {
  const { draft } = plan;
  const { resource } = object;
  if (resource.kind === 'Secret') refuse(`Secret ${resource.name} is not copied`, 'Create one for the target by hand.');
  const to = territoryOf(route.source, route.target, plan.fleet.clusters).counterpart(path);
  if (to === undefined || to === path) refuse(`${route.target.cluster.name} has nothing that corresponds to ${path}`);
  const found = documentPartOf(draft, path, resource.kind, resource.name);
  const part = found.text.slice(found.start, found.end);
  let text = part;
  if (isFluxKustomization(resource))
    text = adapted(plan, part, resource.node, readFluxKustomization(resource).path, route);
  const standing = draft.read(to);
  draft.write(to, standing === undefined ? text : appended(standing, text, to));
  plan.copied.push(to);
  if (standing === undefined) register(plan, to, route);
  const words = ownWords(route.source.cluster, route.target.cluster);
  const left = text.split('\n').findIndex((line) => words.some((word) => line.split(/[^A-Za-z0-9]+/).includes(word)));
  if (left >= 0)
    plan.notes.push(
      `${to} was copied from ${path} and still mentions ${route.source.cluster.name} in line ${left + 1}.`,
    );
}

function adapted(plan: Plan, text: string, node: Mapping, path: string, route: Route): string {
  const { documents } = parseYaml(new Source(text.replace(/^\ufeff/, '')));
  const document = documents.findIndex((each) => each instanceof Mapping);
  const target = settleReference(plan, path, route);
  const spec = node.get('spec');
  const written = textIn(spec, 'path');
  const prefix = /^\.?\/*/.exec(written)?.[0] ?? '';
  const words = (old: string): string => reworded(old, route.source.cluster, route.target.cluster);
  let edited = text;
  const apply = (steps: readonly string[], edit: (old: string) => Spliced): void => {
    if (!has(node, steps)) return;
    const spliced = edit(edited);
    if (spliced.kind === 'refused') refuse(`spec of the copied FluxKustomization cannot be adapted: ${spliced.reason}`);
    edited = spliced.text;
  };
  const at = (steps: readonly string[]) => ({ document, steps });
  if (target !== path)
    apply(['spec', 'path'], (old) => setScalar(old, at(['spec', 'path']), textScalar(prefix + target)));
  for (const steps of [
    ['metadata', 'name'],
    ['spec', 'postBuild', 'substitute'],
    ['spec', 'postBuild', 'substituteFrom'],
    ['spec', 'patches'],
  ])
    apply(steps, (old) => replaceWords(old, at(steps), words));
  if (edited !== text) {
    const [from, to] = [route.source.cluster.name, route.target.cluster.name];
    plan.notes.push(
      `the FluxKustomization was copied, with ${from} replaced by ${to} in its path, name, substitutions and patches: review it.`,
    );
  }
  return edited;
}

function has(node: Node, steps: readonly string[]): boolean {
  let at: Node | undefined = node;
  for (const step of steps) at = at instanceof Mapping ? at.get(step) : undefined;
  return at !== undefined;
}

function appended(standing: string, text: string, path: string): string {
  if (!standing.endsWith('\n')) refuse(`${path} has no final newline, so nothing can be appended`);
  const end = standing.includes('\r\n') ? '\r\n' : '\n';
  return `${standing}---${end}${text.replace(/^\ufeff?(---[^\n]*\n)?/, '')}`;
}

/** Puts a new file into the nearest list above it; where there is none, Flux takes every file. */
function register(plan: Plan, path: string, { target }: Route): void {
  const roots = target.inventory.roots.map(({ directory }) => directory);
  for (let directory = dirname(path); ; directory = dirname(directory)) {
    const list = kustomizationIn(plan.draft, directory);
    const isDotted = list?.entries.some(({ text }) => text.startsWith('./')) === true;
    if (list !== undefined) addReference(plan.draft, list, 'resources', path, isDotted);
    const isOwn = target.cluster.paths.some((own) => isWithin(directory, own));
    const isTop = directory === '' || roots.includes(directory) || !isOwn;
    if (list !== undefined || isTop) return;
  }
}
