import { FIRST_KINDS, LAST_KINDS, sortTextOf } from '../../model/gvk.ts';
import { failAt } from '../../model/problem.ts';
import type { Resource } from '../../model/resource.ts';
import { refuseDuplicates } from '../../model/resource-list.ts';
import type { Scope } from '../../model/scope.ts';
import { type DecodedBy, type ReadField, struct, text, texts } from '../../read/decode.ts';

const sortOptions = struct((field, node) => ({
  node,
  order: field('order', text),
  legacySortOptions: field(
    'legacySortOptions',
    struct((legacy) => ({
      orderFirst: legacy('orderFirst', texts) ?? [],
      orderLast: legacy('orderLast', texts) ?? [],
    })),
  ),
}));

type SortOptions = DecodedBy<typeof sortOptions>;

/** Reads `sortOptions:`. */
export const sortFields = (field: ReadField) => ({ sortOptions: field('sortOptions', sortOptions) });

type Sorted = Scope & ReturnType<typeof sortFields>;

/**
 * Puts the objects of a build into the order in which they are printed: as `sortOptions` says, else by kind, so that
 * what others need comes first.
 *
 * @throws BuildError where `sortOptions` contradicts itself, or two objects have the same id
 * @see kustomize api/internal/builtins/SortOrderTransformer.go
 */
export function sortResources(resources: readonly Resource[], kustomization: Sorted): readonly Resource[] {
  const options = kustomization.sortOptions;
  const order = options === undefined ? 'legacy' : (options.order?.text ?? '');
  if (order !== 'legacy' && order !== 'fifo') {
    const fix = 'Write order: legacy or order: fifo.';
    const message = 'sortOptions.order must be "legacy" or "fifo"';
    throw failAt('invalid-kustomization', message, { ...placeOf(kustomization), fix });
  }
  if (order === 'legacy') return sortByKind(resources, options);
  if (options?.legacySortOptions !== undefined) {
    const message = 'sortOptions.legacySortOptions is set, but sortOptions.order is not "legacy"';
    const fix = 'Write order: legacy, or remove legacySortOptions.';
    throw failAt('invalid-kustomization', message, { ...placeOf(kustomization), fix });
  }
  return resources;
}

function placeOf(kustomization: Sorted) {
  return { path: kustomization.path, node: kustomization.sortOptions?.node };
}

function sortByKind(resources: readonly Resource[], options: SortOptions | undefined): readonly Resource[] {
  const legacy = options?.legacySortOptions;
  const first = legacy === undefined ? FIRST_KINDS : legacy.orderFirst.map((kind) => kind.text);
  const last = legacy === undefined ? LAST_KINDS : legacy.orderLast.map((kind) => kind.text);
  const ranks = new Map<string, number>();
  first.forEach((kind, index) => {
    ranks.set(kind, index - first.length);
  });
  last.forEach((kind, index) => {
    ranks.set(kind, index + 1);
  });
  const keyed = resources.map((resource) => ({ resource, rank: ranks.get(resource.kind) ?? 0, ...sortKeys(resource) }));
  keyed.sort((a, b) => a.rank - b.rank || compareKinds(a, b) || compare(a.id, b.id));
  const sorted = keyed.map((each) => each.resource);
  refuseDuplicates(sorted);
  return sorted;
}

interface SortKeys {
  readonly resource: Resource;
  readonly gvk: string;
  readonly id: string;
}

function sortKeys(resource: Resource): Pick<SortKeys, 'gvk' | 'id'> {
  return {
    gvk: sortTextOf(resource.gvk),
    id: `${resource.namespace || '~X'}|${resource.name || '~N'}`,
  };
}

/** Namespaces of the core group come before those of other groups, against the rule for all other kinds. */
function compareKinds(a: SortKeys, b: SortKeys): number {
  const isNamespace = a.resource.kind === 'Namespace' && b.resource.kind === 'Namespace';
  const isReversed = isNamespace && (a.resource.gvk.group === '' || b.resource.gvk.group === '');
  return isReversed ? compare(b.gvk, a.gvk) : compare(a.gvk, b.gvk);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
