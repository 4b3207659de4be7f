const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';
const MOST_PLAIN_POWER = 6;

/** @returns a count with commas, as golang.org/x/text prints it in English */
export function showCount(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** @returns a float as `%v` of golang.org/x/text prints it in English, such as `12,345.5` and `1.5×10⁰⁷` */
export function showFloat(value: number): string {
  if (value === 0) return '0';
  const [mantissa = '', power = ''] = Math.abs(value).toExponential().split('e');
  const digits = mantissa.replace('.', '');
  const exponent = Number(power);
  const sign = value < 0 ? '-' : '';
  if (exponent < -4 || exponent >= MOST_PLAIN_POWER) return `${sign}${mantissa}×10${raised(exponent)}`;
  if (exponent < 0) return `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, '0');
  const rest = digits.slice(exponent + 1);
  return `${sign}${showCount(Number(whole))}${rest === '' ? '' : `.${rest}`}`;
}

function raised(exponent: number): string {
  const digits = String(Math.abs(exponent)).padStart(2, '0');
  return (exponent < 0 ? '⁻' : '') + [...digits].map((digit) => RAISED[Number(digit)] ?? '').join('');
}
