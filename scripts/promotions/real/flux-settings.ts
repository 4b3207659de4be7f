/** The fields of a FluxKustomization that say how its directory is built. */
export const SETTINGS = new Set([
  'targetNamespace',
  'components',
  'patches',
  'images',
  'namePrefix',
  'nameSuffix',
  'commonMetadata',
]);

/** @returns a kustomization with what a FluxKustomization adds to it */
export function withSettings(node: Record<string, unknown>, set: Record<string, unknown>): Record<string, unknown> {
  const list = (key: string, more: unknown) => [
    ...(Array.isArray(node[key]) ? node[key] : []),
    ...(Array.isArray(more) ? more : []),
  ];
  const { targetNamespace, components, patches, images, namePrefix, nameSuffix } = set;
  return {
    ...node,
    ...(targetNamespace === undefined ? {} : { namespace: targetNamespace }),
    ...(namePrefix === undefined ? {} : { namePrefix }),
    ...(nameSuffix === undefined ? {} : { nameSuffix }),
    ...(components === undefined ? {} : { components: list('components', components) }),
    ...(patches === undefined ? {} : { patches: list('patches', patches) }),
    ...(images === undefined ? {} : { images: list('images', images) }),
  };
}

/** Variables have the values that the FluxKustomization says itself, else their defaults; anything else stays as it is written. */
export function substituted(text: string, postBuild: unknown): string {
  const set =
    typeof postBuild === 'object' && postBuild !== null && 'substitute' in postBuild ? postBuild.substitute : {};
  const values = new Map(Object.entries(set ?? {}).map(([name, value]) => [name, String(value)]));
  // A value may hold itself.
  return Array.from({ length: 5 }).reduce((now: string) => filled(now, values), text);
}

/** The innermost first: a default may hold variables. */
function filled(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(
    /(?<!\$)\$\{(\w+)(?::?[-=]([^${}]*))?\}/g,
    (all, name: string, fallback: string | undefined) => values.get(name) ?? fallback ?? all,
  );
}
