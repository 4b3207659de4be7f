const QUANTITY = /^([+-]?(?:\d+\.?\d*|\.\d+))(n|u|m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|[eE][+-]?\d{1,2})?$/;

const DECIMAL: Readonly<Record<string, number>> = { n: 0, u: 3, m: 6, k: 12, M: 15, G: 18, T: 21, P: 24, E: 27 };
const BINARY: Readonly<Record<string, bigint>> = { Ki: 1n, Mi: 2n, Gi: 3n, Ti: 4n, Pi: 5n, Ei: 6n };

/**
 * Reads a quantity of Kubernetes: `500m`, `1Gi`, `0.5`, `1e3`.
 *
 * @returns it in billionths, exactly; `undefined` for what is none, or finer than a billionth
 * @see apimachinery pkg/api/resource ParseQuantity
 */
export function billionths(text: string): bigint | undefined {
  const [, number = '', suffix = ''] = QUANTITY.exec(text) ?? [];
  if (number === '') return undefined;
  const [whole = '', fraction = ''] = number.replace(/^[+-]/, '').split('.');
  const digits = BigInt(`${whole}${fraction}` || '0');
  const binary = BINARY[suffix];
  const exponent = binary === undefined ? exponentOf(suffix) - fraction.length : 9 - fraction.length;
  const scaled = digits * (binary === undefined ? 1n : 1024n ** binary);
  if (exponent < 0 && scaled % 10n ** BigInt(-exponent) !== 0n) return undefined;
  const value = exponent < 0 ? scaled / 10n ** BigInt(-exponent) : scaled * 10n ** BigInt(exponent);
  return number.startsWith('-') ? -value : value;
}

function exponentOf(suffix: string): number {
  if (/^[eE][+-]?\d/.test(suffix)) return 9 + Number(suffix.slice(1));
  return suffix === '' ? 9 : (DECIMAL[suffix] ?? 9);
}
