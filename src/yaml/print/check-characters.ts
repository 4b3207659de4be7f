import type { Scalar } from '../node/node.ts';
import { Unprintable } from '../node/unprintable.ts';

// JSON escapes what is below the space; the rest of the control characters reach go-yaml's reader, which refuses them.
const REFUSED = /[\u007f-\u0084\u0086-\u009f\ufffe\uffff]/;

/** @returns where a text has a character that go-yaml refuses to read; -1 where it has none */
export function refusedCharacter(text: string): number {
  return text.search(REFUSED);
}

/**
 * @param scalar what holds the text; the value where it is a key
 * @throws Unprintable where go-yaml refuses to read a character of the JSON that kustomize has written
 * @see sigs.k8s.io/yaml JSONToYAML, goyaml.v2 readerc.go yaml_parser_update_buffer
 */
export function checkCharacters(text: string, scalar?: Scalar): void {
  const at = refusedCharacter(text);
  if (at < 0) return;
  const code = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
  const message = `kustomize cannot print the control character U+${code} of this text; remove it`;
  throw new Unprintable('control-character', message, scalar);
}
