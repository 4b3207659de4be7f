/** What a function returns as its error, or panics with: a text, to which the call adds where it happened. */
export class GoError extends Error {
  override readonly name = 'GoError';
}

/** A template that makes too much of too little. No template can catch it. */
export class BudgetExceeded extends Error {
  override readonly name = 'BudgetExceeded';
  readonly budget: 'steps' | 'output' | 'depth' | 'items' | 'work' | 'made';

  constructor(budget: BudgetExceeded['budget'], message: string) {
    super(message);
    this.budget = budget;
  }
}

/** More items or characters than any function makes at once; the largest of real charts stay below a tenth. */
const MOST_ITEMS = 1_000_000;
const MOST_CHARACTERS = 16 * 1024 * 1024;

/** @throws BudgetExceeded where a list of so many items would be made. */
export function allowItems(count: number): void {
  if (count > MOST_ITEMS) throw new BudgetExceeded('items', `a list of ${count} items is too long`);
}

/** @throws BudgetExceeded where a text of so many characters would be made. */
export function allowText(characters: number): void {
  if (characters > MOST_CHARACTERS)
    throw new BudgetExceeded('output', `a text of ${characters} characters is too long`);
}

/** @returns a text several times, as `strings.Repeat`. @throws GoError, BudgetExceeded */
export function repeatText(text: string, count: number): string {
  if (count < 0) throw new GoError('strings: negative Repeat count');
  allowText(text.length * count);
  return text.repeat(count);
}
