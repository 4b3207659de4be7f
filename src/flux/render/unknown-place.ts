import type { Problem } from '../../kustomize/model/problem.ts';
import { KeptByReads, type ReadSet } from '../../memo/by-reads.ts';
import type { Files } from '../../tree/files/files.ts';
import { joinPath } from '../../tree/objects/paths.ts';
import { lineOf, Mapping, type Node, Scalar } from '../../yaml/node/node.ts';
import { itemsAt } from '../../yaml/node/node-at.ts';
import { clampPath, type FluxKustomization, nameOf } from '../objects/flux-kustomization.ts';

/** Where a FluxKustomization takes its files from, as far as variables tell that only the cluster has. */
interface UnknownPlace {
  readonly problem: Problem;
  /** The path as it is written, with its variables in it. */
  readonly path: string;
}

/** @returns what is not known of a place; `undefined` where it is known */
export function unknownPlaceOf(flux: FluxKustomization): UnknownPlace | undefined {
  const { spec, resource } = flux;
  const path = spec.get('path');
  const [field] = [
    ...opaqueIn('spec.path', path),
    ...opaqueIn('spec.sourceRef', spec.get('sourceRef')),
    ...itemsAt(spec, 'components').flatMap((item) => opaqueIn('spec.components', item)),
  ];
  if (field === undefined) return undefined;
  const problem: Problem = {
    code: 'unknown-place',
    message: `FluxKustomization ${nameOf(flux)}: what it builds is not known, as ${field.name} (${templateOf(field.node)}) holds variables that only the cluster has`,
    path: resource.trail.origin.path,
    line: lineOf(field.node),
    fix: 'List its variables under clusters[].substitute in the configuration.',
  };
  return { problem, path: clampPath(path instanceof Scalar ? templateOf(path) : '') };
}

function opaqueIn(name: string, node: Node | undefined): readonly { readonly name: string; readonly node: Scalar }[] {
  if (node instanceof Mapping) return [...node.entries].flatMap(([key, value]) => opaqueIn(`${name}.${key}`, value));
  return node instanceof Scalar && node.hidden === 'opaque' ? [{ name, node }] : [];
}

function templateOf({ text, marks }: Scalar): string {
  return marks.template ?? text;
}

const FITTING = new KeptByReads<ReadonlySet<string>>({ capacity: 10_000, weigh: (found) => 1 + found.size });

/** Directories that are looked at for one path. */
const MOST_DIRECTORIES = 5_000;

/**
 * Lists every directory that a path may lead to, and all below it: what changes there may change the cluster.
 *
 * @param path with variables in it, each of which may be anything
 * @throws Needs where an object has not been fetched yet
 */
export function readsOfFitting(files: Files, path: string): ReadSet {
  const { value, reads } = files.once(FITTING, path, (own) => {
    const segments = path.split('/');
    const literal = segments.findIndex((segment) => segment.includes('$'));
    const start = segments.slice(0, literal < 0 ? segments.length : literal).join('/');
    const fits = fittingPattern(path);
    const found = new Set<string>();
    const waiting = [{ at: start, isIn: fits.test(start) }];
    for (const { at, isIn } of waiting) {
      const directory = own.find(at);
      if (directory.kind !== 'directory' || waiting.length > MOST_DIRECTORIES) continue;
      if (isIn) found.add(at);
      for (const [name, entry] of own.list(directory)) {
        const inner = entry.kind === 'directory' ? joinPath(at, name) : undefined;
        if (inner !== undefined) waiting.push({ at: inner, isIn: isIn || fits.test(inner) });
      }
    }
    return found;
  });
  return new Map([...reads].filter(([read]) => value.has(read)));
}

function fittingPattern(path: string): RegExp {
  const literals = path.split(/\$\{[^}]*\}/).map((text) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${literals.join('.+')}$`);
}
