/** Directories beside clusters that hold what clusters share. */
const SHARED = /^(bases?|common|shared|components?|modules?|lib)$/;

/** Directories of which nothing runs. */
const NOT_RUN = /^[._]|(^|[-_.])(archived?|archives|attic|bak|deprecated|graveyard)$/i;

/** Directories of what is to become a manifest. */
const TEMPLATE = /[{}]|\$\(|^(templates?|skeletons?|boilerplate)$|\.(j2|tmpl|tpl|gotmpl)$/i;

/** Directories of tools that make clusters, of what shows how it is done, and of what was put aside: none of its own accord. */
const PUT_ASIDE =
  /^(talos|terraform|tofu|opentofu|terragrunt|ansible|bicep|pulumi|packer|charts?|docs?|examples?|samples?|testdata|old|disabled|retired|unused)$/i;

/** @returns whether a directory is called after what clusters have in common. */
export function isShared(name: string): boolean {
  return SHARED.test(name);
}

/** @returns whether nothing below a path is ever run as it stands: archives, dot folders, templates. */
export function isNotRun(path: string): boolean {
  return path.split('/').some((segment) => NOT_RUN.test(segment) || TEMPLATE.test(segment));
}

/** @returns whether a directory is no cluster of its own accord, whatever it holds. */
export function isNoCluster(path: string): boolean {
  const segments = path.split('/');
  return isNotRun(path) || segments.some((segment) => PUT_ASIDE.test(segment)) || isShared(segments.at(-1) ?? '');
}
