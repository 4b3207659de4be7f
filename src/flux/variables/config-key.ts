import { fullName } from '../../kubernetes/facts/object-ref.ts';

/** @returns what names a source of variables in a cluster. */
export function configKey(
  cluster: string,
  { kind, namespace, name }: { readonly kind: string; readonly namespace: string; readonly name: string },
): string {
  return `${cluster} ${fullName({ kind, namespace: namespace || 'default', name })}`;
}
