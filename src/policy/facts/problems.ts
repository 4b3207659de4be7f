import type { ProblemCode } from '../../kustomize/model/problem.ts';

/**
 * What can keep a root from being rendered, for people who look a code up. These are not rules: what could not be rendered
 * blocks whatever the configuration says, if a merge causes it.
 */
export const PROBLEMS: Readonly<Record<ProblemCode, string>> = {
  'no-kustomization': 'A reference points to a directory without a kustomization file.',
  'several-kustomizations': 'A directory has more than one kustomization file.',
  'empty-kustomization': 'A kustomization is empty, which kustomize rejects.',
  'invalid-kustomization': 'A kustomization file is not in the format that kustomize reads.',
  'unknown-field': 'A kustomization file has an unknown field.',
  'not-found': 'A path does not exist: in a kustomization, or `spec.path` of a FluxKustomization.',
  'not-a-file': 'A reference needs a file, but points to a directory.',
  'not-a-directory': 'A reference needs a directory, but points to a file.',
  'outside-repository': 'A reference points outside the repository.',
  symlink: 'A reference goes through a symbolic link, which Flux leaves out of its artifact.',
  submodule: 'A reference points into a Git submodule, whose content is in another repository.',
  'too-large': 'A file is larger than the limit for a manifest.',
  binary: 'A file that should be a manifest is not a text file.',
  cycle:
    'Kustomizations or the `dependsOn` of roots form a cycle, or a root takes its variables from an object that is not applied without them.',
  'invalid-yaml': 'A file is not YAML that kustomize can read.',
  'invalid-object': 'A document is not a Kubernetes object, or has no kind or name.',
  'wrong-kind': 'A file has a kind that the field that refers to it does not accept.',
  'duplicate-object': 'A root contains the same object twice.',
  'invalid-patch': 'A patch is neither a strategic merge patch nor a JSON patch.',
  'patch-target-not-found': 'A patch names an object that is not in the build.',
  'invalid-selector': 'A selector of objects is invalid.',
  'invalid-replacement': 'A replacement cannot be applied.',
  'invalid-variable': 'A `vars` entry cannot be resolved.',
  'invalid-generator': 'A generator cannot be applied.',
  'invalid-transformer': 'A transformer cannot be applied.',
  'conflicting-field-specs': 'Two transformer configurations contradict each other.',
  'transform-failed': 'A transformer does not fit the object it is applied to.',
  'ambiguous-reference': 'A name could refer to two objects.',
  'remote-base':
    'A reference leads to another repository or to an address, and is not fetched, or cannot be. What stands beside it is compared.',
  'remote-base-refused':
    'A reference leads to another repository, which kustomize-controller refuses: in `spec.components`, or anywhere with `--no-remote-bases`.',
  'helm-chart':
    'A kustomization inflates a Helm chart, which neither Blast Radius nor Flux does. If nothing suggests Flux, only the objects of the chart are not known.',
  function: 'A kustomization runs a function or a program; nothing of a repository is executed.',
  plugin: 'A kustomization uses a plugin that is not built into kustomize.',
  'unsupported-field': 'A field changes what is applied in a way that Blast Radius does not support.',
  'missing-variables': 'An object that holds variables (substituteFrom) is removed, or never applied.',
  'substitution-failed': 'A variable cannot be substituted.',
  'unknown-place': 'What a FluxKustomization builds depends on variables that only the cluster has.',
  'too-many-roots': 'A cluster has more FluxKustomizations than the limit.',
  'decryption-failed':
    'Flux cannot decrypt a file: its plain text cannot have the format that the name of the file, or of the key, asks for.',
  'chart-failed':
    'The chart of a HelmRelease cannot be rendered with its values: the cluster keeps what it has installed.',
  'set-failed':
    'flux-operator cannot render a ResourceSet: a template or its inputs are wrong. What it made before stays.',
  'no-artifact':
    'Flux makes no artifact of the revision, so nothing of it is applied: `sparseCheckout` names a missing path, a source is empty, or an ArtifactGenerator fails or is gone.',
};
