import { encodeText } from '../../value/bytes.ts';

/** @returns a text in quotes as Go's time writes it in errors: every byte beyond ASCII in hexadecimal */
export function quoteTime(text: string): string {
  let out = '"';
  for (const byte of encodeText(text)) {
    const c = String.fromCharCode(byte);
    if (c === '"' || c === '\\') out += `\\${c}`;
    else out += byte < 0x20 || byte >= 0x80 ? `\\x${byte.toString(16).padStart(2, '0')}` : c;
  }
  return `${out}"`;
}
