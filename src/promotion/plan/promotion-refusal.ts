/** Why a promotion is not made, and what to do instead; `promote` and `demote` give it as a value. */
export class PromotionRefusal extends Error {
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
