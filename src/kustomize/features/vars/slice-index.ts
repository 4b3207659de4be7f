/** @returns a path whose `key[0]` are two parts each. @see kustomize kyaml/yaml convertSliceIndex */
export function splitSliceIndex(parts: readonly string[]): readonly string[] {
  return parts.flatMap((part) => {
    const groups = /^(.*)\[(\d+)\]$/s.exec(part);
    if (groups === null) return [part];
    const [, key = '', index = ''] = groups;
    return key === '' ? [index] : [key, index];
  });
}
