/** Group, version and kind; in a selector an empty part matches anything. */
export interface Gvk {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** @see kustomize kyaml/resid Gvk.IsSelected */
export function isSelected(gvk: Gvk, selector: Gvk): boolean {
  return (
    (selector.group === '' || selector.group === gvk.group) &&
    (selector.version === '' || selector.version === gvk.version) &&
    (selector.kind === '' || selector.kind === gvk.kind)
  );
}

export function sameGvk(a: Gvk, b: Gvk): boolean {
  return a.group === b.group && a.version === b.version && a.kind === b.kind;
}

/**
 * Reads `Kind.group@version`, the notation of the builtin tables; `*` is any kind.
 */
export function parseGvk(text: string): Gvk {
  const [qualified = '', version = ''] = text.split('@');
  const dot = qualified.indexOf('.');
  const kind = dot < 0 ? qualified : qualified.slice(0, dot);
  return { group: dot < 0 ? '' : qualified.slice(dot + 1), version, kind: kind === '*' ? '' : kind };
}
