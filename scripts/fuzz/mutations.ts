import type { Mutation } from '../mutate/mutation.ts';

/** One mistake in each of twenty places, such as a hasty hand could make. */
export const mutations: readonly Mutation[] = [
  {
    name: 'a prefix stands behind the name',
    file: 'affix-transformer',
    from: "affix === 'prefix' ? text.text + old.text",
    to: "affix === 'prefix' ? old.text + text.text",
  },
  {
    name: 'objects of the cluster get a namespace',
    file: 'namespace',
    from: 'if (!resource.clusterScoped)',
    to: 'if (resource.name !== undefined)',
  },
  {
    name: 'labels leave templates alone',
    file: 'label-transformer',
    from: 'if (entry.includeTemplates)',
    to: 'if (entry.includeTemplates && entry.includeSelectors)',
  },
  {
    name: 'a new tag keeps the digest',
    file: 'set-image',
    from: 'return joinImage({ name, tag, digest });',
    to: 'return joinImage({ name, tag, digest: digest || standing.digest });',
  },
  {
    name: 'a quoted replica count loses its quotes',
    file: 'replica-transformer',
    from: "old instanceof Scalar && old.style === 'plain'",
    to: 'old instanceof Scalar',
  },
  {
    name: 'the hash of a Secret forgets its type',
    file: 'hash',
    from: "['data', 'stringData', 'type']",
    to: "['data', 'stringData']",
  },
  {
    name: 'names in lists are not followed',
    file: 'name-references',
    from: 'item instanceof Sequence ? item : fixValue(item, find)',
    to: 'item',
  },
  {
    name: 'names are followed into other namespaces',
    file: 'referrals',
    from: 'candidate.clusterScoped || candidate.effectiveNamespace === namespace || others.has(candidate.namespace)',
    to: 'candidate !== referrer || others.has(candidate.namespace)',
  },
  {
    name: 'a negative index of a replacement counts as the first',
    file: 'write-value',
    from: 'if (index < 0)\n        return [part, ...parts].join(delimiter);',
    to: 'if (index < 0)\n        return parts.with(0, part).join(delimiter);',
  },
  {
    name: 'a replacement rejects nothing by name',
    file: 'select-targets',
    from: 'ids.some(selects) && !ids.some((id) => rejects.some((matches) => matches(id)))',
    to: 'ids.some(selects)',
  },
  {
    name: 'an escaped dollar stays two',
    file: 'vars/expand',
    from: "next === '$' ? '$' :",
    to: "next === '$' ? '$$' :",
  },
  {
    name: 'a JSON patch inserts where it should append',
    file: 'apply-json-patch',
    from: "key === '-' ? length :",
    to: "key === '-' ? 0 :",
  },
  {
    name: 'a strategic merge deletes nothing from lists',
    file: 'keyed-list',
    from: 'left.delete(id);\n            continue;',
    to: 'continue;',
  },
  {
    name: 'objects of a kind are sorted by name before their version',
    file: 'sort',
    from: 'compareKinds(a, b) || compare(a.id, b.id)',
    to: 'compare(a.id, b.id) || compareKinds(a, b)',
  },
  {
    name: 'the options of a generator do not make it immutable',
    file: 'generate',
    from: '(own?.immutable ?? false) || (common?.immutable ?? false)',
    to: 'own?.immutable ?? false',
  },
  {
    name: 'a value of an env file loses its spaces',
    file: 'key-values',
    from: 'trimmed.slice(equals + 1)',
    to: 'trimmed.slice(equals + 1).trim()',
  },
  {
    name: 'a merged generator always keeps its hash',
    file: 'absorb',
    from: 'former.needsHash && needsHash',
    to: 'former.needsHash',
  },
  {
    name: 'a local object is dropped by its annotation alone',
    file: 'local-objects',
    from: "local === undefined || (local instanceof Scalar && local.text === 'false')",
    to: 'local === undefined',
  },
  {
    name: 'a namespace that is set is overwritten by unsetOnly',
    file: 'namespace',
    from: "if (options.unsetOnly && old.text !== '')",
    to: "if (options.unsetOnly && old.text === 'default')",
  },
  {
    name: 'a second transformation is not noted as an item',
    file: 'build-metadata',
    from: 'rest.map((line) =>',
    to: 'rest.map((line) => line ||',
  },
];
