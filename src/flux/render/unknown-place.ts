import type { Problem } from '../../kustomize/model/problem.ts';
import { KeptByReads, type ReadSet } from '../../memo/by-reads.ts';
import type { Files } from '../../tree/files/files.ts';
import { joinPath } from '../../tree/objects/paths.ts';
import { lineOf } from '../../yaml/node/node.ts';
import { clampPath, type FluxKustomization, nameOf } from '../objects/flux-kustomization.ts';
import { type UnknownField, unknownFieldIn } from '../objects/unknown-field.ts';

/** What a FluxKustomization builds, or where to, as far as variables tell that only the cluster has. */
interface UnknownPlace {
  readonly problem: Problem;
  /** The path that it builds, as it is written: with variables in it, where these are not known. */
  readonly path: string;
}

/** @returns what is not known of where it takes its files from; `undefined` where that is known */
export function unknownPlaceOf(flux: FluxKustomization): UnknownPlace | undefined {
  const fields = ['path', 'sourceRef', 'components'].map((field) => unknownFieldIn(flux.spec, field));
  const [path] = fields;
  const field = fields.find((each) => each !== undefined);
  return (
    field && { problem: problemOf(flux, 'what', 'builds', field), path: path ? clampPath(path.template) : flux.path }
  );
}

/** @returns that the cluster is not known that it applies to; `undefined` where it is */
export function unknownClusterOf(flux: FluxKustomization): UnknownPlace | undefined {
  const field = unknownFieldIn(flux.spec, 'kubeConfig');
  return field && { problem: problemOf(flux, 'to which cluster', 'applies', field), path: flux.path };
}

function problemOf(
  flux: FluxKustomization,
  what: string,
  does: string,
  { name, template, node }: UnknownField,
): Problem {
  return {
    code: 'unknown-place',
    message: `only the cluster knows ${what} FluxKustomization ${nameOf(flux)} ${does}: spec.${name} is "${template}"`,
    path: flux.resource.trail.origin.path,
    line: lineOf(node),
    fix: 'List its variables under clusters[].substitute in the configuration.',
  };
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
