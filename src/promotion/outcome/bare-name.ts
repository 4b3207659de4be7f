import type { Resource } from '../../kustomize/model/resource.ts';

/** @returns a name without the hash of what was generated: it says what is in an object, not which one it is */
export function bareName({ name, trail }: Pick<Resource, 'name' | 'trail'>): string {
  return trail.generated?.needsHash === true || trail.origin.generated ? name.replace(/-[a-z0-9]{10}$/, '') : name;
}

/** @returns a text that ends like a generated name without that ending: that something else differs is told of that */
export function withoutHash(text: string): string {
  return text.replace(/-[bcdfghkmt2456789]{10}$/, '');
}
