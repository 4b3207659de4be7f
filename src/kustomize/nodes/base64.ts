/** How many characters kustomize puts on a line of base64. */
const LINE = 70;

/**
 * Encodes as kustomize does: in lines of 70 characters, each ended, where there is more than one.
 *
 * @see kustomize kyaml/yaml encodeBase64
 */
export function encodeBase64(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
  if (text.length < LINE) return text;
  return text.replace(/.{1,70}/g, '$&\n');
}
