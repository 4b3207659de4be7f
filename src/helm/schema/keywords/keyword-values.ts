import { matchesRegex } from '../../../gotemplate/functions/regex/regex.ts';
import type { Budget } from '../../../gotemplate/run/budget.ts';
import { costOfPattern, rateOf } from '../../../gotemplate/run/cost.ts';
import type { Value } from '../../../gotemplate/value/value.ts';
import { numberOf } from '../model/json-type.ts';

/** @returns the integer that a keyword holds */
export function countOf(keyword: Value): number | undefined {
  const number = numberOf(keyword);
  return Number.isInteger(number) ? number : undefined;
}

const MATCHING = rateOf('regexMatch');

/** Compiling an expression takes as long as it is large. @throws BudgetExceeded */
export function chargePattern(budget: Budget, pattern: Value): void {
  const length = typeof pattern === 'string' ? pattern.length : 0;
  budget.work(MATCHING.fixed + length * MATCHING.perCharacter + costOfPattern(pattern, []));
}

/** @returns whether RE2 finds a pattern in a text. @throws BudgetExceeded */
export function matchesPattern(budget: Budget, pattern: string, text: string): boolean {
  budget.work(MATCHING.fixed + costOfPattern(pattern, [text]) + text.length * MATCHING.perCharacter);
  return matchesRegex(pattern, text);
}

/** @returns whether a number is so many times another one, reckoned in decimals as they are written */
export function isMultiple(value: number, step: number): boolean {
  if (!Number.isFinite(value)) return false;
  const [a, b] = [decimalOf(value), decimalOf(step)];
  const power = Math.min(a.power, b.power);
  const scaled = ({ digits, power: own }: Decimal): bigint => digits * 10n ** BigInt(own - power);
  return scaled(a) % scaled(b) === 0n;
}

interface Decimal {
  readonly digits: bigint;
  readonly power: number;
}

function decimalOf(value: number): Decimal {
  const [mantissa = '0', exponent = '0'] = value.toExponential().split('e');
  const [whole = '', rest = ''] = mantissa.split('.');
  return { digits: BigInt(whole + rest), power: Number(exponent) - rest.length };
}
