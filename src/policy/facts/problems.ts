import type { ProblemCode } from '../../kustomize/model/problem.ts';

/**
 * What can keep a root from being rendered, for people who look a code up. These are no rules: what is not known blocks
 * whatever the configuration says, unless it stood before.
 */
export const PROBLEMS: Readonly<Record<ProblemCode, string>> = {
  'no-kustomization': 'A reference names a directory without a kustomization file.',
  'several-kustomizations': 'A directory has more than one kustomization file.',
  'empty-kustomization': 'A kustomization has nothing in it, which kustomize refuses.',
  'invalid-kustomization': 'A kustomization file is not of the form that kustomize reads.',
  'unknown-field': 'A kustomization file has a field that no kustomization has.',
  'not-found': 'A path does not exist: in a kustomization, or `spec.path` of a FluxKustomization.',
  'not-a-file': 'A directory stands where a file is needed.',
  'not-a-directory': 'A file stands where a directory is needed.',
  'outside-repository': 'A reference leads outside the repository.',
  symlink: 'A reference leads through a symbolic link, which Flux leaves out of its artifact.',
  submodule: 'A reference leads into a Git submodule, whose content is elsewhere.',
  'too-large': 'A file is larger than a manifest may be.',
  binary: 'A file that should be a manifest is no text.',
  cycle: 'Kustomizations, the variables of roots or their `dependsOn` lead back to themselves.',
  'invalid-yaml': 'A file is no YAML that kustomize reads.',
  'invalid-object': 'A document is no Kubernetes object, or one without kind or name.',
  'wrong-kind': 'A file holds another kind than the field that names it takes.',
  'duplicate-object': 'A root holds the same object twice.',
  'invalid-patch': 'A patch is neither a strategic merge patch nor a JSON patch.',
  'patch-target-not-found': 'A patch names an object that is not in the build.',
  'invalid-selector': 'A selector of objects cannot be read.',
  'invalid-replacement': 'A replacement cannot be carried out.',
  'invalid-variable': 'A `vars` entry cannot be resolved.',
  'invalid-generator': 'A generator cannot be carried out.',
  'invalid-transformer': 'A transformer cannot be carried out.',
  'conflicting-field-specs': 'Two configurations of transformers contradict each other.',
  'transform-failed': 'A transformer does not fit the object it is applied to.',
  'ambiguous-reference': 'A name could mean two objects.',
  'remote-base': 'A reference leads to another repository; nothing is fetched.',
  'helm-chart': 'A kustomization inflates a Helm chart, which is not done here, nor by Flux.',
  function: 'A kustomization runs a function or a program; nothing of a repository is executed.',
  plugin: 'A kustomization asks for a plugin that is not built into kustomize.',
  'unsupported-field': 'A field changes what is applied in a way that is not carried out here.',
  'missing-variables': 'An object that holds variables for substitution is not in the cluster.',
  'substitution-failed': 'A variable cannot be substituted.',
  'too-many-roots': 'More FluxKustomizations lead from a cluster than are rendered.',
};
