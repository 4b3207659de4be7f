/** A manifest of a Secret, what SOPS has encrypted in any of its formats, a key. */
const SECRET =
  /^kind: *['"]?Secret\b|^sops:|^ *"sops":|^sops_|^\[sops\]|ENC\[AES256|PRIVATE KEY-----|^ *PrivateKey *=/m;

/** @returns whether a file holds what is not copied from one cluster to another */
export function holdsSecret(text: string): boolean {
  return SECRET.test(text);
}
