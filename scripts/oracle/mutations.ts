import type { Mutation } from '../mutate/mutation.ts';

/** One mistake in each of these rules, such as a hasty hand could make. */
export const mutations: readonly Mutation[] = [
  {
    name: 'a pattern leaves the default exclusions on',
    file: 'artifact-filter',
    from: 'hasPatterns: ignores.length > 0 || readIgnorePatterns(ignore, []).length > 0',
    to: 'hasPatterns: false',
  },
  {
    name: 'what is not checked out is in the artifact',
    file: 'artifact-filter',
    from: 'sparseCheckout.some((prefix) => path.startsWith(prefix))',
    to: 'path.length > 0',
  },
  {
    name: 'a directory that sparseCheckout names may be missing',
    file: 'missing-directories',
    from: "export function artifactProblems(files, source, base = '') {",
    to: "export function artifactProblems(files, source, base = '') {\n    if (files !== undefined) return [];",
  },
  {
    name: 'an ignored directory is scanned for manifests',
    file: 'artifact-files',
    from: "return isGone ? { kind: 'absent', path, why: 'ignored' } : found;",
    to: 'return isGone && found === undefined ? undefined : found;',
  },
  {
    name: 'what bootstrap has applied is forgotten where the cluster leaves it out',
    file: 'roots/entrypoint',
    from: '?? applied ?? writtenSync(files, filter, at, kustomize)',
    to: '?? applied',
  },
  {
    name: 'a directory with a kustomization of its own is scanned like any other',
    file: 'root-kustomization',
    from: 'findKustomizationFiles(loader, inner.path).length > 0 ?',
    to: 'findKustomizationFiles(loader, inner.path).length > 9 ?',
  },
  {
    name: 'an object without a name in text is applied',
    file: 'post-build',
    from: "isText(value) && value.text !== ''",
    to: "goValue(value) !== undefined && value.text !== ''",
  },
  {
    name: 'objects that switch substitution off are substituted',
    file: 'post-build',
    from: "resource.labels().get(key) === 'disabled' || resource.annotations().get(key) === 'disabled'",
    to: "resource.labels().get(key) === 'never'",
  },
  {
    name: 'defaults are filled in without a single variable',
    file: 'post-build',
    from: '(named.size > 0 ||',
    to: '(named.size >= 0 ||',
  },
  {
    name: 'common metadata leaves what stands there',
    file: 'own-metadata',
    from: 'if (value instanceof Scalar)',
    to: 'if (value instanceof Scalar && result.get(key) === undefined)',
  },
  {
    name: 'a label that is no text leaves the others',
    file: 'own-metadata',
    from: 'else if (!isText(value))\n            return undefined;',
    to: 'else if (!isText(value))\n            result = result.without(key);',
  },
  {
    name: 'a variable without a value is no error in strict mode',
    file: 'substitute/expand',
    from: 'variable === undefined && strict &&',
    to: 'variable === undefined && !strict && strict &&',
  },
  {
    name: 'line breaks of values are kept',
    file: 'kustomization/variables-in',
    from: "return text.replaceAll('\\n', '');",
    to: 'return text;',
  },
  {
    name: 'on is no boolean after substitution',
    file: 'regraft',
    from: "scalar.style === 'plain' && TRUE_IN_1_1.test(scalar.text)",
    to: "scalar.style === 'literal' && TRUE_IN_1_1.test(scalar.text)",
  },
  {
    name: 'an infinite number is applied',
    file: 'unprintable-in',
    from: 'checkPrintable(object);',
    to: '',
  },
  {
    name: 'a component that is missing is left out',
    file: 'rewrite-kustomization',
    from: 'return !isIgnored ||',
    to: 'return false ||',
  },
];
