/** Why something is not done or not answered, and what to do instead. */
export interface Refused {
  readonly kind: 'refused';
  readonly reason: string;
  readonly remedy: string | undefined;
}

/** Carries a refusal from any depth of a plan to {@link orRefused}, and no further. */
class PromotionRefusal extends Error {
  readonly remedy: string | undefined;

  constructor(reason: string, remedy?: string) {
    super(reason);
    this.name = 'PromotionRefusal';
    this.remedy = remedy;
  }
}

/** @throws PromotionRefusal always */
export function refuse(reason: string, remedy?: string): never {
  throw new PromotionRefusal(reason, remedy);
}

/** @returns what `plan` gives, or the refusal that it ended with */
export function orRefused<Result>(plan: () => Result): Result | Refused {
  try {
    return plan();
  } catch (error) {
    if (!(error instanceof PromotionRefusal)) throw error;
    return { kind: 'refused', reason: error.message, remedy: error.remedy };
  }
}
